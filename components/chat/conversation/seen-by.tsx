"use client";

import { Check, CheckCheck } from "lucide-react";
import { type Delivery, useDelivery, usePerson, useReceipts, useThread } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import type { ReceiptView } from "../../../lib/contract/reading.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog, DialogBody } from "../../ui/dialog.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useConversation } from "./conversation-scope.ts";
import { atTimeOrDate } from "./time-text.ts";

const SHOWN = 4;

function useSeenBy(threadId: string, seq: number, authorId: string): ReceiptView[] {
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

function Readers({ receipts }: { receipts: readonly ReceiptView[] }) {
  return (
    <ul className="flex flex-col">
      {receipts.map((receipt) => (
        <Reader key={receipt.userId} receipt={receipt} />
      ))}
    </ul>
  );
}

/** Who has read as far as this message, of those who show it (PROTOCOL R4). */
export function SeenByDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const seenBy = useSeenBy(message.threadId, message.seq, message.authorId);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Seen by" className="w-[24rem]">
      <DialogBody>
        {seenBy.length > 0 ? (
          <Readers receipts={seenBy} />
        ) : (
          <p className="text-sm text-text-3">Nobody who shows it has read this yet.</p>
        )}
      </DialogBody>
    </Dialog>
  );
}

function SmallAvatar({ userId }: { userId: string }) {
  const person = usePerson(userId);
  return <Avatar id={userId} name={person?.displayName ?? "?"} url={person?.avatarUrl ?? null} size={16} />;
}

const MARKS: Record<Delivery, { text: string; Icon: typeof Check }> = {
  sent: { text: "Sent", Icon: Check },
  delivered: { text: "Delivered", Icon: CheckCheck },
  read: { text: "Seen", Icon: CheckCheck },
};

function DeliveryMark({ messageId }: { messageId: string }) {
  const { text, Icon } = MARKS[useDelivery(messageId)];
  return (
    <span className="flex items-center gap-1">
      <Icon aria-hidden="true" className="size-3.5" />
      {text}
    </span>
  );
}

/** Under the newest message: who has seen it, or how far mine got. Its height is there whether it says anything or not. */
export function SeenLine({ message }: { message: MessageView }) {
  const { meId, threadId } = useConversation();
  const kind = useThread(threadId)?.kind;
  const seenBy = useSeenBy(threadId, message.seq, message.authorId);
  const isDirect = kind === "DM" || kind === "GROUP_DM";
  if (seenBy.length === 0) {
    return message.authorId === meId && isDirect && !message.deletedAt ? <DeliveryMark messageId={message.id} /> : null;
  }
  return (
    <Popover
      label="Seen by"
      side="top"
      align="end"
      className="max-h-80 min-w-64 overflow-y-auto px-3 py-1.5"
      trigger={
        <button
          type="button"
          aria-label={`Seen by ${seenBy.length}, show who`}
          className="flex items-center gap-1 hover:text-text-2"
        >
          {seenBy.slice(0, SHOWN).map(({ userId }) => (
            <SmallAvatar key={userId} userId={userId} />
          ))}
          {seenBy.length > SHOWN ? `Seen by ${seenBy.length}` : "Seen"}
        </button>
      }
    >
      <Readers receipts={seenBy} />
    </Popover>
  );
}
