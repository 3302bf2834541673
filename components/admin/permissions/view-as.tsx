"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Hash, Lock } from "lucide-react";
import { askServer } from "../../../lib/client/administration.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { ViewAsPage } from "../../../lib/contract/permissions.ts";
import { type Action, THREAD_ACTIONS } from "../../../lib/policy/actions.ts";
import { VERBS } from "../../../lib/policy/phrases.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { Pager } from "../pager.tsx";
import { Pill } from "../role-pill.tsx";
import { Card } from "../table.tsx";
import { usePages } from "../use-pages.ts";

const LIMIT = 25;
const ROLE_NAMES = { GUEST: "Guest", MEMBER: "Member", MODERATOR: "Moderator", OWNER: "Owner" } as const;

/** The public and private threads a person may know of, and what they may do there. Direct messages are their own. */
export function ViewAs({ person }: { person: PersonView }) {
  const pages = usePages(LIMIT);
  const input = { userId: person.id, limit: LIMIT, ...(pages.after ? { after: pages.after } : {}) };
  const result = useQuery({
    queryKey: ["admin", "viewAs", input],
    queryFn: () => askServer("viewAs", input),
    placeholderData: keepPreviousData,
  });
  if (result.isError) return <ErrorPanel title="It could not be loaded" onRetry={() => void result.refetch()} />;
  if (result.isPending) return <RowsSkeleton rows={3} label="Loading" />;
  const { threads, nextAfter } = result.data;
  return (
    <Card label={`Threads as ${person.displayName} sees them`}>
      {threads.length === 0 ? (
        <p className="px-3 py-8 text-center text-sm text-text-3">They see no thread here.</p>
      ) : (
        <ul className="divide-y divide-line">
          {threads.map((thread) => (
            <ThreadAs key={thread.id} thread={thread} />
          ))}
        </ul>
      )}
      <Pager pages={pages} shown={threads.length} nextAfter={nextAfter} busy={result.isPlaceholderData} />
    </Card>
  );
}

const ALL = Object.keys(THREAD_ACTIONS) as Action[];

function ThreadAs({ thread }: { thread: ViewAsPage["threads"][number] }) {
  const Icon = thread.kind === "PUBLIC" ? Hash : Lock;
  const may = ALL.filter((action) => thread.actions.includes(action));
  return (
    <li className="px-3 py-2.5">
      <details>
        <summary className="flex min-h-8 items-center gap-2.5 rounded-sm text-sm">
          <Icon aria-hidden="true" className="size-4 shrink-0 stroke-[1.75] text-text-3" />
          <span className="min-w-0 flex-1 truncate font-[570]">{thread.name}</span>
          {thread.state !== "OPEN" && <Pill>{thread.state.charAt(0) + thread.state.slice(1).toLowerCase()}</Pill>}
          <Pill tone={thread.role ? "accent" : "neutral"}>{thread.role ? ROLE_NAMES[thread.role] : "Not in it"}</Pill>
          <span className="text-xs text-text-3 tabular-nums">
            {may.length} of {ALL.length}
          </span>
        </summary>
        <p className="pt-1 pl-6.5 text-sm text-text-2">They can {may.map((action) => VERBS[action]).join(", ")}.</p>
      </details>
    </li>
  );
}
