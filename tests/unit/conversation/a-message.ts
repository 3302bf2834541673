import type { MessageView } from "../../../lib/contract/messages.ts";

/** A message with everything a test does not care about filled in. */
export function aMessage(fields: Partial<MessageView>): MessageView {
  const seq = fields.seq ?? 1;
  return {
    id: `m${seq}`,
    threadId: "t",
    seq,
    authorId: "bo",
    clientId: `client-${seq}`,
    kind: "PERSON",
    body: "hello",
    system: null,
    replyToId: null,
    rootId: null,
    replyCount: 0,
    lastReplyAt: null,
    replierIds: [],
    mentions: [],
    mentionsEveryone: false,
    editCount: 0,
    editedAt: null,
    deletedAt: null,
    deletedById: null,
    createdAt: "2026-04-04T09:00:00.000Z",
    ...fields,
  };
}
