"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Ban, CircleUserRound, Ellipsis, LogOut, MonitorSmartphone, RotateCcw } from "lucide-react";
import { useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import { useMe } from "../../../lib/client/hooks.ts";
import type { AdminUserView } from "../../../lib/contract/administration.ts";
import { SYSTEM_ROLES, type SystemRole } from "../../../lib/contract/roles.ts";
import type { SystemAction } from "../../../lib/policy/actions.ts";
import { decide } from "../../../lib/policy/decide.ts";
import { explain } from "../../../lib/policy/explain.ts";
import { openPerson } from "../../shell/shell-state.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { notify } from "../../ui/toast.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { ROLE_NAMES } from "../role-pill.tsx";
import { UserSessions } from "./user-sessions.tsx";

type Asking = { do: "suspend" | "restore" | "signOut" | "sessions" } | { do: "role"; role: SystemRole } | null;

/** What can be done about one account; what cannot says why. */
export function UserMenu({ user }: { user: AdminUserView }) {
  const [asking, setAsking] = useState<Asking>(null);
  const why = useWhyNot(user);
  const isSuspended = user.status === "SUSPENDED";
  const close = () => setAsking(null);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`What to do about ${user.displayName}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<CircleUserRound />} onClick={() => openPerson(user.id)}>
          Profile
        </MenuItem>
        <MenuItem icon={<MonitorSmartphone />} onClick={() => setAsking({ do: "sessions" })}>
          Sessions
        </MenuItem>
        <MenuSeparator />
        {SYSTEM_ROLES.filter((role) => role !== user.role).map((role) => (
          <MenuItem key={role} why={why("user.setRole", role)} onClick={() => setAsking({ do: "role", role })}>
            Make {ROLE_NAMES[role].toLowerCase()}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem icon={<LogOut />} why={why("user.signOut")} onClick={() => setAsking({ do: "signOut" })}>
          Sign out everywhere
        </MenuItem>
        {isSuspended ? (
          <MenuItem icon={<RotateCcw />} why={why("user.restore")} onClick={() => setAsking({ do: "restore" })}>
            Restore
          </MenuItem>
        ) : (
          <MenuItem icon={<Ban />} danger why={why("user.suspend")} onClick={() => setAsking({ do: "suspend" })}>
            Suspend
          </MenuItem>
        )}
      </Menu>
      {asking?.do === "sessions" ? (
        <UserSessions user={user} why={why("user.signOut")} onClose={close} />
      ) : (
        asking && <UserQuestion user={user} asking={asking} onClose={close} />
      )}
    </>
  );
}

/** Why the viewer may not do it to this person, or null; as far as the page knows: the server decides. */
function useWhyNot(user: AdminUserView): (action: SystemAction, newSystemRole?: SystemRole) => string | null {
  const me = useMe();
  const target = { id: user.id, systemRole: user.role, status: user.status };
  return (action, newSystemRole) => {
    // Owners are counted by the server alone.
    const facts = { now: 0, target, ownerCount: 2, ...(newSystemRole ? { newSystemRole } : {}) };
    const decision = decide(me, action, facts);
    return decision.allow ? null : explain(action, decision);
  };
}

type UserQuestionProps = { user: AdminUserView; asking: Exclude<Asking, null>; onClose: () => void };

/** Asks for the reason, and does it. */
function UserQuestion({ user, asking, onClose }: UserQuestionProps) {
  const queries = useQueryClient();
  const name = user.displayName;
  const question = questionOf(asking, name);
  const run = async (reason: string) => {
    const { id: userId } = user;
    if (asking.do === "role") await runOnServer("user:role", { userId, role: asking.role, reason });
    else if (asking.do === "suspend") await runOnServer("user:suspend", { userId, reason });
    else if (asking.do === "restore") await runOnServer("user:restore", { userId, reason });
    else await runOnServer("user:sign-out", { userId, reason });
    notify(question.done);
    await queries.invalidateQueries({ queryKey: ["admin"] });
  };
  return <ReasonDialog {...question} onConfirm={run} onClose={onClose} />;
}

function questionOf(asking: Exclude<Asking, null>, name: string) {
  switch (asking.do) {
    case "role": {
      const role = ROLE_NAMES[asking.role].toLowerCase();
      const article = asking.role === "MEMBER" ? "a" : "an";
      return {
        title: `Make ${name} ${article} ${role}`,
        description: WHAT_ROLES_DO[asking.role],
        confirm: `Make ${role}`,
        danger: false,
        done: `${name} is now ${article} ${role}.`,
      };
    }
    case "suspend":
      return {
        title: `Suspend ${name}`,
        description: "They are signed out everywhere at once and cannot come in. What they wrote stays.",
        confirm: "Suspend",
        done: `${name} is suspended.`,
      };
    case "restore":
      return {
        title: `Restore ${name}`,
        description: "They can sign in again, with the role and the threads they had.",
        confirm: "Restore",
        danger: false,
        done: `${name} can sign in again.`,
      };
    default:
      return {
        title: `Sign ${name} out everywhere`,
        description: "All their sessions end at once, on every device. They can sign in again.",
        confirm: "Sign out",
        done: `${name} is signed out everywhere.`,
      };
  }
}

const WHAT_ROLES_DO: Record<SystemRole, string> = {
  OWNER: "Owners may do everything here: appoint admins and owners, and change the settings of the workspace.",
  ADMIN: "Admins manage members, public and private threads, reports and invites.",
  MEMBER: "Members create threads and edit themselves.",
};
