"use client";

import { Hash, Lock } from "lucide-react";
import { usePerson } from "../../../lib/client/hooks.ts";
import type { AdminThreadView } from "../../../lib/contract/administration.ts";
import type { ThreadState } from "../../../lib/contract/roles.ts";
import { useNow } from "../../chat/conversation/use-now.ts";
import { UNKNOWN_NAME } from "../../people/person-names.ts";
import { agoText } from "../../threads/ago-text.ts";
import { Pill } from "../role-pill.tsx";
import { Cell } from "../table.tsx";
import { ThreadMenu } from "./thread-menu.tsx";
import { useDaysLeft } from "./use-days-left.ts";

const STATE_NAMES: Record<ThreadState, string> = {
  OPEN: "Open",
  LOCKED: "Locked",
  ARCHIVED: "Archived",
  DELETED: "Deleted",
};
/** One thread as a row. */
export function ThreadRow({ thread }: { thread: AdminThreadView }) {
  const now = useNow(60_000);
  const days = useDaysLeft(thread);
  const isPublic = thread.kind === "PUBLIC";
  const Icon = isPublic ? Hash : Lock;
  return (
    <tr>
      <Cell className="max-w-72 max-md:max-w-44">
        <span className="flex items-center gap-2.5">
          <Icon
            role="img"
            aria-label={isPublic ? "Public" : "Private"}
            className="size-4 shrink-0 stroke-[1.75] text-text-3"
          />
          <span className="min-w-0 leading-tight">
            <span className="block truncate font-[570] text-text">{thread.name}</span>
            {thread.topic && <span className="block truncate text-xs text-text-3">{thread.topic}</span>}
          </span>
        </span>
      </Cell>
      <Cell>
        {thread.ownerless && days === null ? (
          <Pill tone="danger">No owner</Pill>
        ) : (
          <Pill tone={thread.state === "DELETED" ? "danger" : "neutral"}>{STATE_NAMES[thread.state]}</Pill>
        )}
        {days !== null && <span className="mt-1 block text-xs text-text-3">{daysText(days)}</span>}
      </Cell>
      <Cell wide className="tabular-nums">
        {thread.memberCount}
      </Cell>
      <Cell wide className="max-w-40 truncate">
        <OwnerNames ids={thread.ownerIds} />
      </Cell>
      <Cell wide className="whitespace-nowrap">
        {thread.lastMessageAt ? agoText(thread.lastMessageAt, now) : "Never"}
      </Cell>
      <Cell wide className="whitespace-nowrap">
        {new Date(thread.createdAt).toLocaleDateString("en-GB", { dateStyle: "medium" })}
      </Cell>
      <Cell className="w-12 text-right">
        <ThreadMenu thread={thread} />
      </Cell>
    </tr>
  );
}

function OwnerNames({ ids }: { ids: readonly string[] }) {
  const first = usePerson(ids[0]);
  if (ids.length === 0) return "Nobody";
  const name = first?.displayName ?? UNKNOWN_NAME;
  return ids.length > 1 ? `${name} and ${ids.length - 1} more` : name;
}

function daysText(days: number): string {
  if (days === 0) return "Can no longer be restored";
  return days === 1 ? "Can be restored for 1 day" : `Can be restored for ${days} days`;
}
