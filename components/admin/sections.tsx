import {
  Activity,
  Flag,
  Hash,
  KeyRound,
  Mail,
  ScrollText,
  Settings2,
  ShieldCheck,
  Smile,
  Users,
  UsersRound,
} from "lucide-react";
import type { ReactNode } from "react";

export type AdminSection = { path: string; label: string; icon: ReactNode };

/** The sections of the admin page, in the order of its navigation. A new one is a line here and a page below its path. */
export const ADMIN_SECTIONS: readonly AdminSection[] = [
  { path: "/admin/users", label: "Users", icon: <Users /> },
  { path: "/admin/threads", label: "Threads", icon: <Hash /> },
  { path: "/admin/roles", label: "Roles", icon: <ShieldCheck /> },
  { path: "/admin/reports", label: "Reports", icon: <Flag /> },
  { path: "/admin/invites", label: "Invites", icon: <Mail /> },
  { path: "/admin/groups", label: "Groups", icon: <UsersRound /> },
  { path: "/admin/emoji", label: "Emoji", icon: <Smile /> },
  { path: "/admin/permissions", label: "Permissions", icon: <KeyRound /> },
  { path: "/admin/audit", label: "Audit log", icon: <ScrollText /> },
  { path: "/admin/settings", label: "Settings", icon: <Settings2 /> },
  { path: "/admin/health", label: "Health", icon: <Activity /> },
];
