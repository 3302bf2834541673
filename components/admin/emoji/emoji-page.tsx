"use client";

import { Plus, Smile } from "lucide-react";
import { useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import { CUSTOM_EMOJI_MAX } from "../../../lib/contract/emoji-name.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { AdminPage } from "../admin-page.tsx";
import { DEEDS_COLUMN, type ListColumn, ServerList } from "../server-list.tsx";
import { useServerList } from "../use-server-list.ts";
import { AddEmoji } from "./add-emoji.tsx";
import { EmojiRow } from "./emoji-row.tsx";

const COLUMNS: ListColumn[] = [
  { name: "Emoji" },
  { name: "Added by", wide: true },
  { name: "Added", wide: true },
  { name: "In use" },
  DEEDS_COLUMN,
];

/** The emoji of this workspace. */
export function EmojiPage() {
  const [adding, setAdding] = useState(false);
  const list = useServerList({
    name: "emoji",
    filter: {},
    ask: () => askServer("adminEmoji", {}),
    pageOf: ({ emoji }) => ({ rows: emoji, nextAfter: null, total: emoji.length }),
  });
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
      <ServerList
        things="emoji"
        label="Emoji"
        list={list}
        columns={COLUMNS}
        empty={
          <EmptyState icon={<Smile />} title="No emoji of your own yet">
            Add a small picture and give it a name: everybody can use it at once.
          </EmptyState>
        }
        row={(emoji) => <EmojiRow key={emoji.id} emoji={emoji} />}
      />
      {adding && <AddEmoji onClose={() => setAdding(false)} />}
    </AdminPage>
  );
}
