"use client";

import { useMe, usePerson, usePresence, useTyping } from "../../../lib/client/hooks.ts";
import type { ParticipantView } from "../../../lib/contract/participants.ts";
import { shortTime } from "../../chat/conversation/time-text.ts";
import { useNow } from "../../chat/conversation/use-now.ts";
import { useTimeStyle } from "../../chat/conversation/use-time-style.ts";
import { localTimeOf } from "../../people/local-time.ts";
import { PersonAvatar } from "../../people/person-avatar.tsx";
import { UNKNOWN_NAME } from "../../people/person-names.ts";
import { presenceText } from "../../people/presence-text.ts";
import { openPerson } from "../../shell/shell-state.ts";
import { MemberMenu } from "./member-menu.tsx";

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
            <TimedOut member={member} />
            <MemberState userId={userId} threadId={threadId} self={userId === me.id} />
          </span>
        </span>
      </button>
      {person && userId !== me.id && <MemberMenu member={member} person={person} />}
    </li>
  );
}

/** Everybody in the thread knows why somebody does not answer. */
function TimedOut({ member: { mutedUntil } }: { member: ParticipantView }) {
  const now = useNow(30_000);
  const style = useTimeStyle();
  if (mutedUntil === null || Date.parse(mutedUntil) <= now) return null;
  const today = new Date(mutedUntil).toDateString() === new Date(now).toDateString();
  return <span className="text-warn-text">Timed out{today && ` until ${shortTime(mutedUntil, style)}`} · </span>;
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
