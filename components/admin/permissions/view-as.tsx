"use client";

import { Hash, Lock } from "lucide-react";
import { askServer } from "../../../lib/client/administration.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { ViewAsPage } from "../../../lib/contract/permissions.ts";
import { type Action, THREAD_ACTIONS } from "../../../lib/policy/actions.ts";
import { VERBS } from "../../../lib/policy/phrases.ts";
import { Pill } from "../role-pill.tsx";
import { ServerList } from "../server-list.tsx";
import { NothingLikeThat } from "../table.tsx";
import { useServerList } from "../use-server-list.ts";

const LIMIT = 25;
const ROLE_NAMES = { GUEST: "Guest", MEMBER: "Member", MODERATOR: "Moderator", OWNER: "Owner" } as const;

/** The public and private threads a person may know of, and what they may do there. Direct messages are their own. */
export function ViewAs({ person }: { person: PersonView }) {
  const list = useServerList({
    name: "viewAs",
    filter: { userId: person.id },
    limit: LIMIT,
    ask: ({ filter, ...page }) => askServer("viewAs", { ...filter, ...page }),
    pageOf: ({ threads, nextAfter }) => ({ rows: threads, nextAfter }),
  });
  return (
    <ServerList
      things="threads"
      label={`Threads as ${person.displayName} sees them`}
      list={list}
      empty={<NothingLikeThat>They see no thread here.</NothingLikeThat>}
      row={(thread) => <ThreadAs key={thread.id} thread={thread} />}
    />
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
