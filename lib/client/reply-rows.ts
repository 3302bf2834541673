"use client";

import { useContext, useMemo } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { MessageView } from "../contract/messages.ts";
import { ChatContext } from "./chat-context.ts";
import { useReplies } from "./hooks.ts";
import { findMessage } from "./locate.ts";
import type { ChatState, PendingRow } from "./state.ts";
import type { TimelineRow } from "./timeline.ts";

const asRow = (message: MessageView, meId: string): TimelineRow => ({
  kind: "message",
  key: message.authorId === meId ? message.clientId : message.id,
  id: message.id,
  seq: message.seq,
  authorId: message.authorId,
  createdAt: message.createdAt,
  system: message.kind === "SYSTEM",
  // In the panel every row is a reply to the same message: none of them begins a group by that.
  reply: false,
});

const asPendingRow = ({ clientId, createdAt }: PendingRow, meId: string): TimelineRow => ({
  kind: "pending",
  key: clientId,
  clientId,
  authorId: meId,
  createdAt,
  reply: false,
});

/** The root and its replies as rows, oldest first, with mine on their way (PROTOCOL R5); `loaded` once all are there. */
export function useReplyRows(rootId: string): { rows: readonly TimelineRow[]; loaded: boolean } {
  const store = useContext(ChatContext);
  if (!store) throw new Error("This component needs a <ChatProvider> above it.");
  const { ids, loaded } = useReplies(rootId);
  const meId = useStore(store, (state) => state.me.id);
  const messages = useStore(
    store,
    useShallow((state: ChatState) => [rootId, ...ids].flatMap((id) => findMessage(state, id) ?? [])),
  );
  const pending = useStore(
    store,
    useShallow((state: ChatState) =>
      Object.values(state.outbox)
        .filter(({ replyToId }) => replyToId === rootId)
        .sort((a, b) => (a.clientId < b.clientId ? -1 : 1)),
    ),
  );
  return useMemo(() => {
    const sent = messages.map((message) => asRow(message, meId));
    return { rows: [...sent, ...pending.map((row) => asPendingRow(row, meId))], loaded };
  }, [messages, pending, meId, loaded]);
}
