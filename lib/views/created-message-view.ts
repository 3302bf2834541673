import type { MessageView } from "../contract/messages.ts";

/** What a person's message brings along when it is written; ids in lower case. */
type CreatedMessage = Pick<
  MessageView,
  | "id"
  | "threadId"
  | "seq"
  | "authorId"
  | "clientId"
  | "replyToId"
  | "rootId"
  | "mentions"
  | "mentionsEveryone"
  | "attachments"
  | "previews"
  | "forward"
> & { body: string };

/**
 * The view of a message that was just written, exactly as `messageViewSql` would read it back: on every send, building
 * and parsing that JSON would cost more than the write. A test holds the two together.
 */
export function createdMessageView(message: CreatedMessage, createdAt: Date): MessageView {
  const { id, threadId, seq, authorId, clientId, body, replyToId, rootId, mentions, mentionsEveryone } = message;
  return {
    id,
    threadId,
    seq,
    authorId,
    clientId,
    kind: "PERSON",
    body,
    system: null,
    replyToId,
    rootId,
    replyCount: 0,
    lastReplyAt: null,
    replierIds: [],
    mentions,
    mentionsEveryone,
    reactions: [],
    pin: null,
    editCount: 0,
    editedAt: null,
    deletedAt: null,
    deletedById: null,
    createdAt: createdAt.toISOString(),
    attachments: message.attachments,
    previews: message.previews,
    forward: message.forward,
  };
}
