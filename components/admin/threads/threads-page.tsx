"use client";

import { useDeferredValue, useState } from "react";
import type { z } from "zod";
import { askServer } from "../../../lib/client/administration.ts";
import type { threadSort } from "../../../lib/contract/administration.ts";
import type { ThreadState } from "../../../lib/contract/roles.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { AdminPage } from "../admin-page.tsx";
import { DEEDS_COLUMN, type ListColumn, ServerList } from "../server-list.tsx";
import { NothingLikeThat } from "../table.tsx";
import { useOrder } from "../use-order.ts";
import { useServerList } from "../use-server-list.ts";
import { ThreadRow } from "./thread-row.tsx";

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
const COLUMNS: ListColumn<Sort>[] = [
  { name: "Thread", sort: "name" },
  { name: "State" },
  { name: "Members", sort: "members", wide: true },
  { name: "Owner", wide: true },
  { name: "Last message", sort: "lastMessage", wide: true },
  { name: "Created", sort: "created", wide: true },
  DEEDS_COLUMN,
];

/** Every public and private thread: who owns it, how large it is, what state it is in. Never what is said in it. */
export function ThreadsPage() {
  const [query, setQuery] = useState("");
  const [kind, setKind] = useState<"PUBLIC" | "PRIVATE" | "any">("any");
  const [state, setState] = useState<ThreadState | "any">("any");
  const { order, sortBy } = useOrder<Sort>("name");
  const list = useServerList({
    name: "threads",
    filter: {
      q: useDeferredValue(query.trim()),
      sort: order.by,
      direction: order.direction,
      ...(kind === "any" ? {} : { kind }),
      ...(state === "any" ? {} : { state }),
    },
    ask: ({ filter, ...page }) => askServer("adminThreads", { ...filter, ...page }),
    pageOf: ({ threads, ...page }) => ({ rows: threads, ...page }),
  });
  return (
    <AdminPage title="Threads" hint="Public and private threads. What is said in private ones is for their members.">
      <ServerList
        things="threads"
        label="Threads"
        list={list}
        columns={COLUMNS}
        order={order}
        onSort={sortBy}
        tools={
          <>
            <div className="min-w-48 flex-1 max-md:basis-full">
              <SearchField label="Name or topic" value={query} onChange={setQuery} />
            </div>
            <Select label="Kind" value={kind} options={[...KINDS]} onChange={setKind} />
            <Select label="State" value={state} options={[...STATES]} onChange={setState} />
          </>
        }
        empty={<NothingLikeThat>No thread is like that.</NothingLikeThat>}
        row={(thread) => <ThreadRow key={thread.id} thread={thread} />}
      />
    </AdminPage>
  );
}
