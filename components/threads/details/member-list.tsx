"use client";

import { UserPlus } from "lucide-react";
import { useId, useState } from "react";
import { useParticipants, useThread } from "../../../lib/client/hooks.ts";
import type { ParticipantView } from "../../../lib/contract/participants.ts";
import type { ThreadRole } from "../../../lib/contract/roles.ts";
import { useChatStore } from "../../people/person-names.ts";
import { openLayer } from "../../shell/shell-state.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { useThreadPolicy } from "../thread-policy.ts";
import { MemberRow } from "./member-row.tsx";

/** Rows drawn before somebody asks for all: each of them watches a person's presence. */
const SHOWN_AT_FIRST = 60;

const GROUPS: { role: ThreadRole; one: string; many: string }[] = [
  { role: "OWNER", one: "Owner", many: "Owners" },
  { role: "MODERATOR", one: "Moderator", many: "Moderators" },
  { role: "MEMBER", one: "Member", many: "Members" },
  { role: "GUEST", one: "Guest", many: "Guests" },
];

/** Who is in the thread, by role, with what may be done about each. */
export function MemberList({ threadId }: { threadId: string }) {
  const thread = useThread(threadId);
  const participants = useParticipants(threadId);
  const add = useThreadPolicy(threadId)("member.add");
  const store = useChatStore();
  const [all, setAll] = useState(false);
  if (!thread) return null;
  if (!participants) return <RowsSkeleton rows={3} label="Loading the members" className="px-0" />;
  const people = store.getState().people;
  const nameOf = ({ userId }: ParticipantView) => people[userId]?.displayName ?? "";
  const sorted = participants.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const direct = thread.kind === "DM" || thread.kind === "GROUP_DM";
  const groups = direct
    ? [{ title: "People", members: sorted }]
    : GROUPS.map(({ role, one, many }) => {
        const members = sorted.filter((member) => member.role === role);
        return { title: members.length === 1 ? one : `${many} · ${members.length}`, members };
      }).filter(({ members }) => members.length > 0);

  return (
    <div className="pt-1">
      {thread.kind !== "DM" && (
        <div className="flex items-center justify-between pt-2">
          <p className="text-sm font-semibold">
            {thread.memberCount === 1 ? "1 person" : `${thread.memberCount} people`}
          </p>
          {add.allowed ? (
            <IconButton label="Add people" onClick={() => openLayer({ name: "addPeople", threadId })} className="-mr-2">
              <UserPlus />
            </IconButton>
          ) : (
            <IconButton label={add.why ?? "You cannot add people"} aria-disabled="true" className="-mr-2 opacity-50">
              <UserPlus />
            </IconButton>
          )}
        </div>
      )}
      {(all ? groups : firstOf(groups, SHOWN_AT_FIRST)).map(({ title, members }) => (
        <MemberGroup key={title} title={title} members={members} />
      ))}
      {!all && participants.length > SHOWN_AT_FIRST && (
        <Button look="quiet" onClick={() => setAll(true)} className="mt-1 w-full">
          Show all {participants.length}
        </Button>
      )}
    </div>
  );
}

type Group = { title: string; members: ParticipantView[] };

/** The groups cut off after so many members in all. */
function firstOf(groups: Group[], count: number): Group[] {
  const before = (at: number) => groups.slice(0, at).reduce((sum, { members }) => sum + members.length, 0);
  return groups
    .map(({ title, members }, at) => ({ title, members: members.slice(0, Math.max(0, count - before(at))) }))
    .filter(({ members }) => members.length > 0);
}

function MemberGroup({ title, members }: { title: string; members: ParticipantView[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mt-3 mb-1 text-xs font-semibold tracking-[0.02em] text-text-3 uppercase">
        {title}
      </h3>
      <ul>
        {members.map((member) => (
          <MemberRow key={member.userId} member={member} />
        ))}
      </ul>
    </section>
  );
}
