"use client";

import { Check, CheckCheck } from "lucide-react";
import { type Delivery, useDelivery, usePerson, useThread } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useConversation } from "./conversation-scope.ts";
import { Readers, useSeenBy } from "./readers.tsx";

const SHOWN = 4;

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
