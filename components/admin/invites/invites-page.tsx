"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Mail, Plus } from "lucide-react";
import { useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { AdminPage } from "../admin-page.tsx";
import { Pager } from "../pager.tsx";
import { Card, Head, Table } from "../table.tsx";
import { usePages } from "../use-pages.ts";
import { CreateInvite } from "./create-invite.tsx";
import { InviteRow } from "./invite-row.tsx";

const LIMIT = 50;

/** The links that let people in. */
export function InvitesPage() {
  const [creating, setCreating] = useState(false);
  const pages = usePages(LIMIT);
  const input = { limit: LIMIT, ...(pages.after ? { after: pages.after } : {}) };
  const result = useQuery({
    queryKey: ["admin", "invites", input],
    queryFn: () => askServer("invites", input),
    placeholderData: keepPreviousData,
  });
  const invites = result.data?.invites ?? [];
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
      <Card label="Invites">
        {result.isError ? (
          <ErrorPanel title="The invites could not be loaded" onRetry={() => void result.refetch()} />
        ) : result.isPending ? (
          <RowsSkeleton label="Loading the invites" />
        ) : invites.length === 0 ? (
          <EmptyState icon={<Mail />} title="No invites yet">
            An invite is a link. Say how often it works, until when, and for whom.
          </EmptyState>
        ) : (
          <Table label="Invites">
            <thead>
              <tr>
                <Head>For</Head>
                <Head>State</Head>
                <Head>Used</Head>
                <Head wide>Until</Head>
                <Head wide>Made by</Head>
                <Head>
                  <span className="sr-only">What can be done</span>
                </Head>
              </tr>
            </thead>
            <tbody>
              {invites.map((invite) => (
                <InviteRow key={invite.id} invite={invite} />
              ))}
            </tbody>
          </Table>
        )}
        {result.data && invites.length > 0 && (
          <Pager
            pages={pages}
            shown={invites.length}
            nextAfter={result.data.nextAfter}
            busy={result.isPlaceholderData}
          />
        )}
      </Card>
      {creating && <CreateInvite onClose={() => setCreating(false)} />}
    </AdminPage>
  );
}
