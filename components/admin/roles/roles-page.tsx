"use client";

import { Check, Minus } from "lucide-react";
import { SYSTEM_ROLES, THREAD_ROLES } from "../../../lib/contract/roles.ts";
import { SYSTEM_ACTIONS, type SystemAction, THREAD_ACTIONS, type ThreadAction } from "../../../lib/policy/actions.ts";
import { type Cell as PolicyCell, cellOf, type Column, LEAST_ROLE } from "../../../lib/policy/permissions.ts";
import { capitalised, VERBS } from "../../../lib/policy/phrases.ts";
import { SYSTEM_RANK } from "../../../lib/policy/ranks.ts";
import { AdminPage } from "../admin-page.tsx";
import { ROLE_NAMES } from "../role-pill.tsx";
import { Card, Cell, Head, Table } from "../table.tsx";

const COLUMN_NAMES: Partial<Record<Column, string>> = {
  outsider: "Not a member",
  GUEST: "Guest",
  MEMBER: "Member",
  MODERATOR: "Moderator",
  OWNER: "Owner",
  inherited: "Workspace admin",
};
const COLUMNS: readonly Column[] = ["outsider", ...THREAD_ROLES, "inherited"];
const CELL_NAMES: Record<Exclude<PolicyCell, "yes" | "no">, string> = {
  own: "Their own",
  public: "If public",
  joined: "After joining",
  on: "Yes, unless switched off",
  off: "If switched on",
  publicOn: "If public, or switched on",
};

/** What each role may do: the very tables that the server decides by. */
export function RolesPage() {
  const threadActions = Object.keys(THREAD_ACTIONS) as ThreadAction[];
  return (
    <AdminPage title="Roles" hint="The tables that every decision is made by. Permissions shows how they work out.">
      <Card label="In the workspace">
        <h2 className="border-b border-line px-3 py-2.5 text-sm font-semibold">In the workspace</h2>
        <Table label="In the workspace">
          <thead>
            <tr>
              <Head>Action</Head>
              {SYSTEM_ROLES.map((role) => (
                <Head key={role}>{ROLE_NAMES[role]}</Head>
              ))}
            </tr>
          </thead>
          <tbody>
            {SYSTEM_ACTIONS.map((action) => (
              <tr key={action}>
                <Cell className="min-w-48 text-text max-md:min-w-36">{capitalised(VERBS[action])}</Cell>
                {SYSTEM_ROLES.map((role) => (
                  <Cell key={role}>
                    <Mark cell={holds(action, role) ? "yes" : "no"} />
                  </Cell>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <Card label="In a thread">
        <div className="border-b border-line px-3 py-2.5">
          <h2 className="text-sm font-semibold">In a thread</h2>
          <p className="text-xs text-text-3">
            Acting on a person also needs a higher rank than theirs. In direct messages nobody has a role.
          </p>
        </div>
        <Table label="In a thread">
          <thead>
            <tr>
              <Head>Action</Head>
              {COLUMNS.map((column) => (
                <Head key={column}>{COLUMN_NAMES[column]}</Head>
              ))}
            </tr>
          </thead>
          <tbody>
            {threadActions.map((action) => (
              <tr key={action}>
                <Cell className="min-w-48 text-text max-md:min-w-36">{capitalised(VERBS[action])}</Cell>
                {COLUMNS.map((column) => (
                  <Cell key={column}>
                    <Mark cell={cellOf(action, column)} />
                  </Cell>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </AdminPage>
  );
}

const holds = (action: SystemAction, role: (typeof SYSTEM_ROLES)[number]) =>
  SYSTEM_RANK[role] >= SYSTEM_RANK[LEAST_ROLE[action]];

function Mark({ cell }: { cell: PolicyCell }) {
  if (cell === "yes") return <Check role="img" aria-label="Yes" className="size-4 text-ok" />;
  if (cell === "no") return <Minus role="img" aria-label="No" className="size-4 text-text-3" />;
  return <span className="text-xs whitespace-nowrap">{CELL_NAMES[cell]}</span>;
}
