"use client";

import { useDeferredValue, useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import type { UserSort } from "../../../lib/contract/administration.ts";
import type { AccountStatus, SystemRole } from "../../../lib/contract/roles.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { AdminPage } from "../admin-page.tsx";
import { DEEDS_COLUMN, type ListColumn, ServerList } from "../server-list.tsx";
import { NothingLikeThat } from "../table.tsx";
import { useOrder } from "../use-order.ts";
import { useServerList } from "../use-server-list.ts";
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
const COLUMNS: ListColumn<UserSort>[] = [
  { name: "Person", sort: "name" },
  { name: "Role" },
  { name: "Last seen", sort: "lastSeen", wide: true },
  { name: "Joined", sort: "created", wide: true },
  { name: "Sessions", wide: true },
  DEEDS_COLUMN,
];

/** Everybody with an account: found, sorted and paged by the server. */
export function UsersPage() {
  const [query, setQuery] = useState("");
  const [role, setRole] = useState<SystemRole | "any">("any");
  const [status, setStatus] = useState<AccountStatus | "any">("any");
  const { order, sortBy } = useOrder<UserSort>("name");
  const list = useServerList({
    name: "users",
    filter: {
      q: useDeferredValue(query.trim()),
      sort: order.by,
      direction: order.direction,
      ...(role === "any" ? {} : { role }),
      ...(status === "any" ? {} : { status }),
    },
    ask: ({ filter, ...page }) => askServer("users", { ...filter, ...page }),
    pageOf: ({ users, ...page }) => ({ rows: users, ...page }),
  });
  return (
    <AdminPage title="Users">
      <ServerList
        things="users"
        label="Users"
        list={list}
        columns={COLUMNS}
        order={order}
        onSort={sortBy}
        tools={
          <>
            <div className="min-w-48 flex-1 max-md:basis-full">
              <SearchField label="Name, e-mail or id" value={query} onChange={setQuery} />
            </div>
            <Select label="Role" value={role} options={[...ROLES]} onChange={setRole} />
            <Select label="Status" value={status} options={[...STATUSES]} onChange={setStatus} />
          </>
        }
        empty={<NothingLikeThat>Nobody is like that.</NothingLikeThat>}
        row={(user) => <UserRow key={user.id} user={user} />}
      />
    </AdminPage>
  );
}
