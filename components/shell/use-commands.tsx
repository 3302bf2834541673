"use client";

import {
  Bell,
  BellOff,
  Bookmark,
  CheckCheck,
  Compass,
  House,
  Keyboard,
  LogOut,
  MessageSquare,
  Moon,
  Pin,
  Plus,
  Search,
  Settings,
  ShieldCheck,
  Smile,
  Sun,
  SunMoon,
  Users,
} from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { updatePreference } from "../../lib/client/actions.ts";
import { useEntry, useMe } from "../../lib/client/hooks.ts";
import type { PreferenceView } from "../../lib/contract/preferences.ts";
import { decide } from "../../lib/policy/decide.ts";
import { attempt } from "./attempt.ts";
import { muteWithUndo } from "../threads/thread-actions.ts";
import { threadOfPath } from "./navigate.ts";
import { openFind, openLayer, openPins } from "./shell-state.ts";
import type { ShortcutName } from "./shortcuts.ts";
import { markAllWithUndo } from "./use-shortcuts.ts";

type PageCommand = { name: string; icon: ReactNode; shortcut?: ShortcutName; run: () => void };

/** What the switcher can do besides going to threads and people. */
export function useCommands(): PageCommand[] {
  const router = useRouter();
  const entry = useEntry(threadOfPath(usePathname()) ?? "");
  const theme = (value: PreferenceView["theme"]) => () => void attempt(updatePreference({ theme: value }));
  const me = useMe();
  const admin = { name: "Administration", icon: <ShieldCheck />, run: () => router.push("/admin") };
  return [
    { name: "New thread", icon: <Plus />, run: () => openLayer({ name: "createThread" }) },
    { name: "New direct message", icon: <MessageSquare />, run: () => openLayer({ name: "newDirect" }) },
    { name: "Home", icon: <House />, run: () => router.push("/") },
    { name: "Browse threads", icon: <Compass />, run: () => router.push("/browse") },
    { name: "Search messages", icon: <Search />, run: () => router.push("/search") },
    { name: "Saved messages", icon: <Bookmark />, run: () => router.push("/saved") },
    { name: "People", icon: <Users />, run: () => router.push("/people") },
    { name: "Mark everything read", icon: <CheckCheck />, shortcut: "markAllRead", run: () => void markAllWithUndo() },
    ...(entry
      ? [
          { name: "Pinned messages", icon: <Pin />, run: openPins },
          { name: "Find in this thread", icon: <Search />, shortcut: "find" as const, run: openFind },
          {
            name: entry.level === "NOTHING" ? "Unmute this thread" : "Mute this thread",
            icon: entry.level === "NOTHING" ? <Bell /> : <BellOff />,
            shortcut: "mute" as const,
            run: () => void muteWithUndo(entry),
          },
        ]
      : []),
    { name: "Set your status", icon: <Smile />, run: () => openLayer({ name: "status" }) },
    { name: "Light theme", icon: <Sun />, run: theme("light") },
    { name: "Dark theme", icon: <Moon />, run: theme("dark") },
    { name: "Theme as the device", icon: <SunMoon />, run: theme("system") },
    { name: "Settings", icon: <Settings />, shortcut: "settings", run: () => router.push("/settings") },
    ...(decide(me, "admin.read", { now: 0 }).allow ? [admin] : []),
    { name: "Keyboard shortcuts", icon: <Keyboard />, shortcut: "help", run: () => openLayer({ name: "shortcuts" }) },
    { name: "Sign out", icon: <LogOut />, run: () => openLayer({ name: "signOut" }) },
  ];
}
