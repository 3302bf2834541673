// What the floors answer and broadcast: the bytes of the subject's own view of a message, made up on the spot.
import { v7 as uuidv7 } from "uuid";
import type { MessageView } from "../../../lib/contract/messages.ts";

const AUTHOR = uuidv7();

/** A floor's token names the thread, and nothing else. */
export const threadOfToken = (token: string): string => token;

export function floorMessage(
  { threadId, clientId, body }: { threadId: string; clientId: string; body: string },
  seq: number,
) {
  const message: MessageView = {
    id: uuidv7(),
    threadId,
    seq,
    authorId: AUTHOR,
    clientId,
    kind: "PERSON",
    body,
    system: null,
    replyToId: null,
    rootId: null,
    replyCount: 0,
    lastReplyAt: null,
    replierIds: [],
    mentions: [],
    mentionsEveryone: false,
    reactions: [],
    pin: null,
    editCount: 0,
    editedAt: null,
    deletedAt: null,
    deletedById: null,
    createdAt: new Date().toISOString(),
    attachments: [],
    previews: [],
    forward: null,
  };
  return {
    answer: { ok: true, data: { message, replayed: false } },
    event: { stream: `thread:${threadId}`, seq, change: { kind: "message", message } },
  };
}
