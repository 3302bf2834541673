"use client";

import { Ban, Clock, ClockArrowUp, Ellipsis, MessageSquare, ShieldCheck, UserMinus } from "lucide-react";
import { useState } from "react";
import { setParticipantRole } from "../../../lib/client/actions.ts";
import { runOnServer } from "../../../lib/client/administration.ts";
import { useThread } from "../../../lib/client/hooks.ts";
import type { ParticipantView } from "../../../lib/contract/participants.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { ThreadRole } from "../../../lib/contract/roles.ts";
import { MemberPermissions } from "../../moderation/permissions-dialog.tsx";
import { BanDialog, RemoveDialog, TimeOutDialog } from "../../moderation/time-out-dialog.tsx";
import { attempt } from "../../shell/attempt.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { notifyWithUndo } from "../../ui/toast.ts";
import { startDirect } from "../thread-actions.ts";
import { targetOf, useThreadPolicy } from "../thread-policy.ts";

const ROLES: { role: ThreadRole; does: string }[] = [
  { role: "OWNER", does: "Make owner" },
  { role: "MODERATOR", does: "Make moderator" },
  { role: "MEMBER", does: "Make member" },
  { role: "GUEST", does: "Make guest" },
];

type Asking = "timeOut" | "ban" | "remove" | "permissions" | null;
type MemberMenuProps = { member: ParticipantView; person: PersonView };

/** What may be done about one member; what may not, but could by others, says why. */
export function MemberMenu({ member, person }: MemberMenuProps) {
  const { threadId, userId } = member;
  const kind = useThread(threadId)?.kind;
  const ask = useThreadPolicy(threadId);
  const [asking, setAsking] = useState<Asking>(null);
  const target = targetOf(person, member);
  const named = kind === "PUBLIC" || kind === "PRIVATE";
  const moderates = named && ask("member.remove").allowed;
  const close = () => setAsking(null);
  const question = { threadId, userId, name: person.displayName, onClose: close };
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={`What to do about ${person.displayName}`}
            className="-mr-2 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 data-popup-open:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<MessageSquare />} onClick={() => void startDirect([userId])}>
          Message
        </MenuItem>
        <RoleItems member={member} person={person} />
        {moderates && <MenuSeparator />}
        {moderates && ask("thread.overrides").allowed && (
          <MenuItem
            icon={<ShieldCheck />}
            why={ask("thread.overrides", { target, proposedOverride: { role: null, userId, allow: [], deny: [] } }).why}
            onClick={() => setAsking("permissions")}
          >
            Permissions…
          </MenuItem>
        )}
        {moderates && (
          <TimeOutItem
            member={member}
            why={ask("member.timeout", { target }).why}
            onTimeOut={() => setAsking("timeOut")}
          />
        )}
        {moderates && (
          <MenuItem
            icon={<UserMinus />}
            danger
            why={ask("member.remove", { target }).why}
            onClick={() => setAsking("remove")}
          >
            Remove from the thread…
          </MenuItem>
        )}
        {moderates && (
          <MenuItem icon={<Ban />} danger why={ask("member.ban", { target }).why} onClick={() => setAsking("ban")}>
            Ban…
          </MenuItem>
        )}
      </Menu>
      {asking === "timeOut" && <TimeOutDialog {...question} />}
      {asking === "ban" && <BanDialog {...question} />}
      {asking === "remove" && <RemoveDialog {...question} />}
      {asking === "permissions" && <MemberPermissions member={member} name={person.displayName} onClose={close} />}
    </>
  );
}

function RoleItems({ member, person }: MemberMenuProps) {
  const { threadId, userId, role: before } = member;
  const ask = useThreadPolicy(threadId);
  const target = targetOf(person, member);
  const roles = ROLES.filter(({ role }) => role !== before).map((choice) => ({
    ...choice,
    verdict: ask("role.set", { target, newRole: choice.role }),
  }));
  if (!roles.some(({ verdict }) => verdict.allowed)) return null;
  const change = async (role: ThreadRole) => {
    if (!(await attempt(setParticipantRole(threadId, userId, { role }).then(() => true)))) return;
    notifyWithUndo(`${person.displayName} is now ${role === "OWNER" ? "an" : "a"} ${role.toLowerCase()}.`, () => {
      void attempt(setParticipantRole(threadId, userId, { role: before }));
    });
  };
  return (
    <>
      <MenuSeparator />
      {roles.map(({ role, does, verdict }) => (
        <MenuItem key={role} why={verdict.why} onClick={() => void change(role)}>
          {does}
        </MenuItem>
      ))}
    </>
  );
}

type TimeOutItemProps = { member: ParticipantView; why: string | null; onTimeOut: () => void };

function TimeOutItem({ member, why, onTimeOut }: TimeOutItemProps) {
  const { threadId, userId, mutedUntil } = member;
  // eslint-disable-next-line react-hooks/purity -- drawn anew whenever the menu opens, which is when it matters.
  const runs = mutedUntil !== null && Date.parse(mutedUntil) > Date.now();
  return runs ? (
    <MenuItem
      icon={<ClockArrowUp />}
      why={why}
      onClick={() => void attempt(runOnServer("participant:liftTimeOut", { threadId, userId }))}
    >
      End the time-out
    </MenuItem>
  ) : (
    <MenuItem icon={<Clock />} why={why} onClick={onTimeOut}>
      Time out…
    </MenuItem>
  );
}
