"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Smile } from "lucide-react";
import { useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import { CUSTOM_EMOJI_MAX } from "../../../lib/contract/emoji-name.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { AdminPage } from "../admin-page.tsx";
import { Card, Head, Table } from "../table.tsx";
import { AddEmoji } from "./add-emoji.tsx";
import { EmojiRow } from "./emoji-row.tsx";

/** The emoji of this workspace. */
export function EmojiPage() {
  const [adding, setAdding] = useState(false);
  const result = useQuery({ queryKey: ["admin", "emoji"], queryFn: () => askServer("adminEmoji", {}) });
  const emoji = result.data?.emoji ?? [];
  return (
    <AdminPage
      title="Emoji"
      hint={`Pictures of your own, written :like_this: in messages and reactions. Room for ${CUSTOM_EMOJI_MAX}.`}
      actions={
        <Button look="primary" onClick={() => setAdding(true)}>
          <Plus aria-hidden="true" className="size-4" /> Add an emoji
        </Button>
      }
    >
      <Card label="Emoji">
        {result.isError ? (
          <ErrorPanel title="The emoji could not be loaded" onRetry={() => void result.refetch()} />
        ) : result.isPending ? (
          <RowsSkeleton label="Loading the emoji" />
        ) : emoji.length === 0 ? (
          <EmptyState icon={<Smile />} title="No emoji of your own yet">
            Add a small picture and give it a name: everybody can use it at once.
          </EmptyState>
        ) : (
          <Table label="Emoji">
            <thead>
              <tr>
                <Head>Emoji</Head>
                <Head wide>Added by</Head>
                <Head wide>Added</Head>
                <Head>In use</Head>
                <Head>
                  <span className="sr-only">What can be done</span>
                </Head>
              </tr>
            </thead>
            <tbody>
              {emoji.map((one) => (
                <EmojiRow key={one.id} emoji={one} />
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      {adding && <AddEmoji onClose={() => setAdding(false)} />}
    </AdminPage>
  );
}
