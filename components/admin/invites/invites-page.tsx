"use client";

import { Mail, Plus } from "lucide-react";
import { useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { AdminPage } from "../admin-page.tsx";
import { DEEDS_COLUMN, type ListColumn, ServerList } from "../server-list.tsx";
import { useServerList } from "../use-server-list.ts";
import { CreateInvite } from "./create-invite.tsx";
import { InviteRow } from "./invite-row.tsx";

const COLUMNS: ListColumn[] = [
  { name: "For" },
  { name: "State" },
  { name: "Used", wide: true },
  { name: "Until", wide: true },
  { name: "Made by", wide: true },
  DEEDS_COLUMN,
];

/** The links that let people in. */
export function InvitesPage() {
  const [creating, setCreating] = useState(false);
  const list = useServerList({
    name: "invites",
    filter: {},
    ask: ({ after, limit }) => askServer("invites", { after, limit }),
    pageOf: ({ invites, nextAfter }) => ({ rows: invites, nextAfter }),
  });
  return (
    <AdminPage
      title="Invites"
      hint="Links that let people into the workspace. Each is shown once, when it is made."
      actions={
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden="true" className="size-4" /> Invite people
        </Button>
      }
    >
      <ServerList
        things="invites"
        label="Invites"
        list={list}
        columns={COLUMNS}
        empty={
          <EmptyState icon={<Mail />} title="No invites yet">
            An invite is a link. Say how often it works, until when, and for whom.
          </EmptyState>
        }
        row={(invite) => <InviteRow key={invite.id} invite={invite} />}
      />
      {creating && <CreateInvite onClose={() => setCreating(false)} />}
    </AdminPage>
  );
}
