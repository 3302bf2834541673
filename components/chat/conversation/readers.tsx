"use client";

import { usePerson, useReceipts } from "../../../lib/client/hooks.ts";
import type { ReceiptView } from "../../../lib/contract/reading.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { useConversation } from "./conversation-scope.ts";
import { atTimeOrDate } from "./time-text.ts";

/** Who has read as far as a message, of those who show it (PROTOCOL R4), its author apart. */
export function useSeenBy(threadId: string, seq: number, authorId: string): ReceiptView[] {
  return useReceipts(threadId).filter((receipt) => receipt.lastReadSeq >= seq && receipt.userId !== authorId);
}

function Reader({ receipt }: { receipt: ReceiptView }) {
  const { timeStyle } = useConversation();
  const person = usePerson(receipt.userId);
  const name = person?.displayName ?? "…";
  return (
    <li className="flex h-9 items-center gap-2.5 text-sm">
      <Avatar id={receipt.userId} name={name} url={person?.avatarUrl ?? null} size={24} />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {receipt.readAt && (
        <span className="text-xs text-text-3">last read {atTimeOrDate(receipt.readAt, new Date(), timeStyle)}</span>
      )}
    </li>
  );
}

export function Readers({ receipts }: { receipts: readonly ReceiptView[] }) {
  return (
    <ul className="flex flex-col">
      {receipts.map((receipt) => (
        <Reader key={receipt.userId} receipt={receipt} />
      ))}
    </ul>
  );
}
