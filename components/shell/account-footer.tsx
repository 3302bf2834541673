"use client";

import { CircleUserRound, Keyboard, LogOut, Settings, ShieldCheck, Smile, UserCog } from "lucide-react";
import { useRouter } from "next/navigation";
import { updatePreference } from "../../lib/client/actions.ts";
import { useMe, usePreference } from "../../lib/client/hooks.ts";
import type { PreferenceView } from "../../lib/contract/preferences.ts";
import { decide } from "../../lib/policy/decide.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { statusOf } from "../people/status-text.ts";
import { IconLink } from "../ui/icon-button.tsx";
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { attempt } from "./attempt.ts";
import { loadPage } from "./load-page.ts";
import { useIsMac } from "./platform.ts";
import { openLayer, openPerson } from "./shell-state.ts";
import { shortcutText } from "./shortcuts.ts";

/** Who is signed in, at the foot of the thread list, with their menu. */
export function AccountFooter() {
  const me = useMe();
  const mac = useIsMac();
  const status = statusOf(me, useNow(30_000));
  return (
    <div className="flex items-center gap-1 border-t border-line p-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      <Menu
        side="top"
        align="start"
        trigger={
          <button
            type="button"
            className="flex min-w-0 flex-1 items-center gap-2.5 rounded-sm px-1.5 py-1 text-left text-sm hover:bg-hover data-popup-open:bg-hover"
          >
            <PersonAvatar userId={me.id} size={30} withPresence />
            <span className="min-w-0 leading-tight">
              <span className="block truncate">{me.displayName}</span>
              <span className="block truncate text-xs text-text-3">{status || "Set a status"}</span>
              <span className="sr-only">, your menu</span>
            </span>
          </button>
        }
      >
        <MenuItem icon={<Smile />} onClick={() => openLayer({ name: "status" })}>
          {status ? "Change your status" : "Set a status"}
        </MenuItem>
        <MenuItem icon={<CircleUserRound />} onClick={() => openPerson(me.id)}>
          Your profile
        </MenuItem>
        <MenuSeparator />
        <ThemeChoices />
        <MenuSeparator />
        <SettingsItem shortcut={shortcutText("settings", mac)} />
        <MenuItem
          icon={<Keyboard />}
          shortcut={shortcutText("help", mac)}
          onClick={() => openLayer({ name: "shortcuts" })}
        >
          Keyboard shortcuts
        </MenuItem>
        {/* A page load: Clerk's own profile is heavy and lives on a page of its own. */}
        <MenuItem icon={<UserCog />} onClick={() => loadPage("/account")}>
          Account and security
        </MenuItem>
        <AdminItem />
        <MenuSeparator />
        <MenuItem icon={<LogOut />} onClick={() => openLayer({ name: "signOut" })}>
          Sign out
        </MenuItem>
      </Menu>
      <IconLink label="Settings" shortcut={shortcutText("settings", mac)} side="top" href="/settings">
        <Settings />
      </IconLink>
    </div>
  );
}

/** Only for those whom the policy lets in; it comes and goes with the role. */
function AdminItem() {
  const me = useMe();
  const router = useRouter();
  if (!decide(me, "admin.read", { now: 0 }).allow) return null;
  return (
    <MenuItem icon={<ShieldCheck />} onClick={() => router.push("/admin")}>
      Administration
    </MenuItem>
  );
}

function SettingsItem({ shortcut }: { shortcut: string }) {
  const router = useRouter();
  return (
    <MenuItem icon={<Settings />} shortcut={shortcut} onClick={() => router.push("/settings")}>
      Settings
    </MenuItem>
  );
}

function ThemeChoices() {
  const { theme } = usePreference();
  return (
    <MenuChoices
      label="Theme"
      value={theme}
      onChange={(value) => void attempt(updatePreference({ theme: value as PreferenceView["theme"] }))}
    >
      <MenuChoice value="system">As the device</MenuChoice>
      <MenuChoice value="light">Light</MenuChoice>
      <MenuChoice value="dark">Dark</MenuChoice>
    </MenuChoices>
  );
}
