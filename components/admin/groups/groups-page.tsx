"use client";

import { Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { useGroups } from "../../../lib/client/hooks.ts";
import { GROUPS_MAX } from "../../../lib/contract/group-handle.ts";
import type { PeopleGroupView } from "../../../lib/contract/people-groups.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { AdminPage } from "../admin-page.tsx";
import { Card, Head, Table } from "../table.tsx";
import { EditGroup } from "./edit-group.tsx";
import { GroupRow } from "./group-row.tsx";

/** The groups of people that are mentioned together. The store has them: everybody's does. */
export function GroupsPage() {
  const [editing, setEditing] = useState<PeopleGroupView | "new" | null>(null);
  const groups = Object.values(useGroups());
  return (
    <AdminPage
      title="Groups"
      hint={`People who are called together, such as @designers. Whoever of them is in the thread is told. Room for ${GROUPS_MAX}.`}
      actions={
        <Button look="primary" onClick={() => setEditing("new")}>
          <Plus aria-hidden="true" className="size-4" /> Add a group
        </Button>
      }
    >
      <Card label="Groups">
        {groups.length === 0 ? (
          <EmptyState icon={<UsersRound />} title="No groups yet">
            Name one and choose its people: everybody can mention it at once.
          </EmptyState>
        ) : (
          <Table label="Groups">
            <thead>
              <tr>
                <Head>Group</Head>
                <Head wide>People</Head>
                <Head>
                  <span className="sr-only">What can be done</span>
                </Head>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <GroupRow key={group.id} group={group} onEdit={() => setEditing(group)} />
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      {editing && <EditGroup group={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </AdminPage>
  );
}
