import type { ForwardView } from "../../../../lib/contract/forwards.ts";
import type { MessageView } from "../../../../lib/contract/messages.ts";

/**
 * What forwarding a message passes on: what it passes on itself, else the message as it is. Null where there is nothing:
 * it was deleted, it is Confab's own note, or what it carried was deleted.
 */
export function snapshotOf(message: MessageView): ForwardView | null {
  const { id, threadId, authorId, createdAt, body, system, deletedAt, attachments, forward } = message;
  if (deletedAt !== null || system || body === null) return null;
  if (forward && forward.body !== null) return forward;
  if (body === "" && attachments.length === 0) return null;
  return { messageId: id, threadId, authorId, createdAt, body, files: attachments.length };
}
