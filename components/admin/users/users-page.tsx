"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import type { UserSort } from "../../../lib/contract/administration.ts";
import type { AccountStatus, SystemRole } from "../../../lib/contract/roles.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { AdminPage } from "../admin-page.tsx";
import { Pager } from "../pager.tsx";
import { Card, CardTools, Head, Table } from "../table.tsx";
import { usePages } from "../use-pages.ts";
import { UserRow } from "./user-row.tsx";

const ROLES = [
  { value: "any", label: "Any role" },
  { value: "OWNER", label: "Owners" },
  { value: "ADMIN", label: "Admins" },
  { value: "MEMBER", label: "Members" },
] as const;
const STATUSES = [
  { value: "any", label: "Any status" },
  { value: "ACTIVE", label: "Active" },
  { value: "SUSPENDED", label: "Suspended" },
  { value: "DELETED", label: "Deleted" },
] as const;
const LIMIT = 50;

/** Everybody with an account: found, sorted and paged by the server. */
export function UsersPage() {
  const [query, setQuery] = useState("");
  const [role, setRole] = useState<SystemRole | "any">("any");
  const [status, setStatus] = useState<AccountStatus | "any">("any");
  const [sorted, setSorted] = useState<{ by: UserSort; direction: "asc" | "desc" }>({ by: "name", direction: "asc" });
  const pages = usePages(LIMIT);
  const q = useDeferredValue(query.trim());
  const input = {
    q,
    sort: sorted.by,
    direction: sorted.direction,
    limit: LIMIT,
    ...(role === "any" ? {} : { role }),
    ...(status === "any" ? {} : { status }),
    ...(pages.after ? { after: pages.after } : {}),
  };
  const result = useQuery({
    queryKey: ["admin", "users", input],
    queryFn: () => askServer("users", input),
    placeholderData: keepPreviousData,
  });
  const anew =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      pages.restart();
    };
  // A new order begins with what one would look for: names from A, times from the latest.
  const sortBy = anew((by: UserSort) =>
    setSorted({
      by,
      direction: sorted.by === by ? (sorted.direction === "asc" ? "desc" : "asc") : by === "name" ? "asc" : "desc",
    }),
  );
  const head = { sorted, onSort: sortBy };
  const users = result.data?.users ?? [];
  return (
    <AdminPage title="Users">
      <Card label="Users">
        <CardTools>
          <div className="min-w-48 flex-1 max-md:basis-full">
            <SearchField label="Name, e-mail or id" value={query} onChange={anew(setQuery)} />
          </div>
          <Select label="Role" value={role} options={[...ROLES]} onChange={anew(setRole)} />
          <Select label="Status" value={status} options={[...STATUSES]} onChange={anew(setStatus)} />
        </CardTools>
        {result.isError ? (
          <ErrorPanel title="The users could not be loaded" onRetry={() => void result.refetch()} />
        ) : result.isPending ? (
          <RowsSkeleton label="Loading the users" />
        ) : (
          <Table label="Users">
            <thead>
              <tr>
                <Head sort="name" {...head}>
                  Person
                </Head>
                <Head>Role</Head>
                <Head wide sort="lastSeen" {...head}>
                  Last seen
                </Head>
                <Head wide sort="created" {...head}>
                  Joined
                </Head>
                <Head wide>Sessions</Head>
                <Head>
                  <span className="sr-only">What can be done</span>
                </Head>
              </tr>
            </thead>
            <tbody>
              {users.map((user) => (
                <UserRow key={user.id} user={user} />
              ))}
            </tbody>
          </Table>
        )}
        {result.data && users.length === 0 && (
          <p className="px-3 py-8 text-center text-sm text-text-3">Nobody is like that.</p>
        )}
        {result.data && (
          <Pager
            pages={pages}
            shown={users.length}
            total={result.data.total}
            nextAfter={result.data.nextAfter}
            busy={result.isPlaceholderData}
          />
        )}
      </Card>
    </AdminPage>
  );
}
