"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Ellipsis, Hash, Lock } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { z } from "zod";
import { askServer, runOnServer } from "../../../lib/client/administration.ts";
import { usePerson } from "../../../lib/client/hooks.ts";
import type { AdminThreadView, threadSort } from "../../../lib/contract/administration.ts";
import type { ThreadState } from "../../../lib/contract/roles.ts";
import { RESTORE_MS } from "../../../lib/policy/thread-state.ts";
import { useNow } from "../../chat/conversation/use-now.ts";
import { UNKNOWN_NAME } from "../../people/person-names.ts";
import { agoText } from "../../threads/ago-text.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { notify } from "../../ui/toast.ts";
import { AdminPage } from "../admin-page.tsx";
import { Pager } from "../pager.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { Pill } from "../role-pill.tsx";
import { Card, CardTools, Cell, Head, Table } from "../table.tsx";
import { usePages } from "../use-pages.ts";

type Sort = z.output<typeof threadSort>;
const KINDS = [
  { value: "any", label: "Public and private" },
  { value: "PUBLIC", label: "Public" },
  { value: "PRIVATE", label: "Private" },
] as const;
const STATES = [
  { value: "any", label: "Any state" },
  { value: "OPEN", label: "Open" },
  { value: "LOCKED", label: "Locked" },
  { value: "ARCHIVED", label: "Archived" },
  { value: "DELETED", label: "Deleted" },
] as const;
const STATE_NAMES: Record<ThreadState, string> = {
  OPEN: "Open",
  LOCKED: "Locked",
  ARCHIVED: "Archived",
  DELETED: "Deleted",
};
const LIMIT = 50;

/** Every public and private thread: who owns it, how large it is, what state it is in. Never what is said in it. */
export function ThreadsPage() {
  const [query, setQuery] = useState("");
  const [kind, setKind] = useState<"PUBLIC" | "PRIVATE" | "any">("any");
  const [state, setState] = useState<ThreadState | "any">("any");
  const [sorted, setSorted] = useState<{ by: Sort; direction: "asc" | "desc" }>({ by: "name", direction: "asc" });
  const pages = usePages(LIMIT);
  const input = {
    q: useDeferredValue(query.trim()),
    sort: sorted.by,
    direction: sorted.direction,
    limit: LIMIT,
    ...(kind === "any" ? {} : { kind }),
    ...(state === "any" ? {} : { state }),
    ...(pages.after ? { after: pages.after } : {}),
  };
  const result = useQuery({
    queryKey: ["admin", "threads", input],
    queryFn: () => askServer("adminThreads", input),
    placeholderData: keepPreviousData,
  });
  const anew =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      pages.restart();
    };
  const sortBy = anew((by: Sort) => {
    const turned = sorted.direction === "asc" ? "desc" : "asc";
    setSorted({ by, direction: sorted.by === by ? turned : by === "name" ? "asc" : "desc" });
  });
  const head = { sorted, onSort: sortBy };
  const threads = result.data?.threads ?? [];
  return (
    <AdminPage title="Threads" hint="Public and private threads. What is said in private ones is for their members.">
      <Card label="Threads">
        <CardTools>
          <div className="min-w-48 flex-1 max-md:basis-full">
            <SearchField label="Name or topic" value={query} onChange={anew(setQuery)} />
          </div>
          <Select label="Kind" value={kind} options={[...KINDS]} onChange={anew(setKind)} />
          <Select label="State" value={state} options={[...STATES]} onChange={anew(setState)} />
        </CardTools>
        {result.isError ? (
          <ErrorPanel title="The threads could not be loaded" onRetry={() => void result.refetch()} />
        ) : result.isPending ? (
          <RowsSkeleton label="Loading the threads" />
        ) : (
          <Table label="Threads">
            <thead>
              <tr>
                <Head sort="name" {...head}>
                  Thread
                </Head>
                <Head>State</Head>
                <Head wide sort="members" {...head}>
                  Members
                </Head>
                <Head wide>Owner</Head>
                <Head wide sort="lastMessage" {...head}>
                  Last message
                </Head>
                <Head wide sort="created" {...head}>
                  Created
                </Head>
                <Head>
                  <span className="sr-only">What can be done</span>
                </Head>
              </tr>
            </thead>
            <tbody>
              {threads.map((thread) => (
                <ThreadRow key={thread.id} thread={thread} />
              ))}
            </tbody>
          </Table>
        )}
        {result.data && threads.length === 0 && (
          <p className="px-3 py-8 text-center text-sm text-text-3">No thread is like that.</p>
        )}
        {result.data && (
          <Pager
            pages={pages}
            shown={threads.length}
            total={result.data.total}
            nextAfter={result.data.nextAfter}
            busy={result.isPlaceholderData}
          />
        )}
      </Card>
    </AdminPage>
  );
}

function ThreadRow({ thread }: { thread: AdminThreadView }) {
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

type Deed = {
  verb: string;
  door: "thread:archive" | "thread:unarchive" | "thread:restore";
  /** What the dialog says will follow, and the toast that it did. */
  hint: string;
  done: string;
};

const DEEDS: Record<"archive" | "unarchive" | "restore", Deed> = {
  archive: {
    verb: "Archive",
    door: "thread:archive",
    hint: "It can still be read and searched; nobody can write in it. Its members are told.",
    done: "is archived",
  },
  unarchive: {
    verb: "Unarchive",
    door: "thread:unarchive",
    hint: "People can write in it again. Its members are told.",
    done: "is open again",
  },
  restore: {
    verb: "Restore",
    door: "thread:restore",
    hint: "It comes back as it was, with the same people and all that was said in it. Its members are told.",
    done: "is back",
  },
};

function ThreadMenu({ thread }: { thread: AdminThreadView }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const days = useDaysLeft(thread);
  const name = thread.state === "DELETED" ? "restore" : thread.state === "ARCHIVED" ? "unarchive" : "archive";
  const { verb, door, hint, done } = DEEDS[name];
  const run = async (reason: string) => {
    await runOnServer(door, { threadId: thread.id, reason });
    notify(`${thread.name} ${done}.`);
    await queries.invalidateQueries({ queryKey: ["admin"] });
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`What to do about ${thread.name}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem
          icon={name === "archive" ? <Archive /> : <ArchiveRestore />}
          why={days === 0 ? "It was deleted more than 30 days ago." : null}
          onClick={() => setAsking(true)}
        >
          {verb}
        </MenuItem>
      </Menu>
      {asking && (
        <ReasonDialog
          title={`${verb} ${thread.name}`}
          description={hint}
          confirm={verb}
          danger={name === "archive"}
          onConfirm={run}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** For how many days more a deleted thread can be restored; null for one that is not deleted. */
function useDaysLeft({ deletedAt }: AdminThreadView): number | null {
  const now = useNow(60_000);
  return deletedAt === null ? null : Math.max(0, Math.ceil((Date.parse(deletedAt) + RESTORE_MS - now) / DAY_MS));
}

function daysText(days: number): string {
  if (days === 0) return "Can no longer be restored";
  return days === 1 ? "Can be restored for 1 day" : `Can be restored for ${days} days`;
}
