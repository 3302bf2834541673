"use client";

import { Ellipsis, MessageSquare, UserMinus } from "lucide-react";
import { addParticipants, removeParticipant, setParticipantRole } from "../../../lib/client/actions.ts";
import { useMe, usePerson, usePresence, useTyping } from "../../../lib/client/hooks.ts";
import type { ParticipantView } from "../../../lib/contract/participants.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { ThreadRole } from "../../../lib/contract/roles.ts";
import { useNow } from "../../chat/conversation/use-now.ts";
import { useTimeStyle } from "../../chat/conversation/use-time-style.ts";
import { localTimeOf } from "../../people/local-time.ts";
import { PersonAvatar } from "../../people/person-avatar.tsx";
import { UNKNOWN_NAME } from "../../people/person-names.ts";
import { presenceText } from "../../people/presence-text.ts";
import { attempt } from "../../shell/attempt.ts";
import { openPerson } from "../../shell/shell-state.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { notifyWithUndo } from "../../ui/toast.ts";
import { startDirect } from "../thread-actions.ts";
import { targetOf, useThreadPolicy } from "../thread-policy.ts";

/** One member: who, how they are at the moment, and what may be done. */
export function MemberRow({ member }: { member: ParticipantView }) {
  const { userId, threadId } = member;
  const me = useMe();
  const person = usePerson(userId);
  const name = person?.displayName ?? UNKNOWN_NAME;
  return (
    <li className="group flex min-h-10.5 items-center gap-1">
      <button
        type="button"
        onClick={() => openPerson(userId)}
        className="-mx-1.5 flex min-w-0 flex-1 items-center gap-2.5 rounded-sm px-1.5 py-1 text-left text-[0.875rem] leading-tight hover:bg-hover"
      >
        <PersonAvatar userId={userId} size={30} withPresence />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          <span className="block truncate text-xs text-text-3">
            <MemberState userId={userId} threadId={threadId} self={userId === me.id} />
          </span>
        </span>
      </button>
      {person && userId !== me.id && <MemberMenu member={member} person={person} />}
    </li>
  );
}

type MemberStateProps = { userId: string; threadId: string; self: boolean };

function MemberState({ userId, threadId, self }: MemberStateProps) {
  const person = usePerson(userId);
  const presence = usePresence(userId);
  const typing = useTyping(threadId).includes(userId);
  const timeStyle = useTimeStyle();
  const now = useNow(30_000);
  if (self) return "You";
  if (typing) return "Typing…";
  if (!person) return null;
  const localTime = localTimeOf(person.timeZone, now, timeStyle);
  const active = presence?.state === "online";
  return [
    active && person.title
      ? person.title
      : presenceText(presence, person.lastSeenAt, { now: new Date(now), timeStyle }),
    localTime && `${localTime} for them`,
  ]
    .filter(Boolean)
    .join(" · ");
}

const ROLES: { role: ThreadRole; does: string }[] = [
  { role: "OWNER", does: "Make owner" },
  { role: "MODERATOR", does: "Make moderator" },
  { role: "MEMBER", does: "Make member" },
  { role: "GUEST", does: "Make guest" },
];

function MemberMenu({ member, person }: { member: ParticipantView; person: PersonView }) {
  const { threadId, userId, role: before } = member;
  const ask = useThreadPolicy(threadId);
  const target = targetOf(person, member);
  const remove = ask("member.remove", { target });
  const roles = ROLES.filter(({ role }) => role !== before).map((choice) => ({
    ...choice,
    verdict: ask("role.set", { target, newRole: choice.role }),
  }));
  const mayChange = roles.some(({ verdict }) => verdict.allowed);
  const change = async (role: ThreadRole) => {
    if (!(await attempt(setParticipantRole(threadId, userId, { role }).then(() => true)))) return;
    notifyWithUndo(`${person.displayName} is now ${role === "OWNER" ? "an" : "a"} ${role.toLowerCase()}.`, () => {
      void attempt(setParticipantRole(threadId, userId, { role: before }));
    });
  };
  const takeOut = async () => {
    if (!(await attempt(removeParticipant(threadId, userId).then(() => true)))) return;
    notifyWithUndo(`${person.displayName} was removed.`, () => void attempt(addParticipants(threadId, [userId])));
  };
  return (
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
      {mayChange && <MenuSeparator />}
      {mayChange &&
        roles.map(({ role, does, verdict }) => (
          <MenuItem key={role} why={verdict.why} onClick={() => void change(role)}>
            {does}
          </MenuItem>
        ))}
      {remove.allowed && <MenuSeparator />}
      {remove.allowed && (
        <MenuItem icon={<UserMinus />} danger onClick={() => void takeOut()}>
          Remove from the thread
        </MenuItem>
      )}
    </Menu>
  );
}
