import { z } from "zod";
import { ATTACHMENTS_MAX } from "./limits.ts";
import { attachmentView } from "./attachments.ts";
import { forwardView } from "./forwards.ts";
import { id, seq, time } from "./ids.ts";
import { MESSAGE_MAX } from "./limits.ts";
import { linkPreviewView } from "./link-previews.ts";
import { pinView } from "./pins.ts";
import { reactionView } from "./reactions.ts";
import { optionalText, searchText, text } from "./text.ts";

/** What a message written by Confab itself says. */
export const systemNote = z.discriminatedUnion("type", [
  /** `reason`: of a workspace admin who came into a private thread. */
  z.object({ type: z.literal("joined"), userId: id, reason: z.string().optional() }),
  z.object({ type: z.literal("left"), userId: id }),
  z.object({ type: z.literal("added"), userId: id }),
  z.object({ type: z.literal("removed"), userId: id }),
  z.object({ type: z.literal("renamed"), from: z.string(), to: z.string() }),
  z.object({ type: z.literal("archived") }),
  z.object({ type: z.literal("unarchived") }),
  z.object({ type: z.literal("created") }),
  z.object({ type: z.literal("banned"), userId: id }),
  z.object({ type: z.literal("locked") }),
  z.object({ type: z.literal("unlocked") }),
  z.object({ type: z.literal("restored") }),
  z.object({ type: z.literal("announcement"), on: z.boolean() }),
  /** Seconds; 0 = off. */
  z.object({ type: z.literal("slowMode"), seconds: z.int() }),
  z.object({ type: z.literal("pinned"), messageId: id }),
]);
export type SystemNote = z.infer<typeof systemNote>;

/** A message as everybody in the thread sees it (PROTOCOL L5). A deleted one keeps its place and loses its body. */
export const messageView = z.object({
  id,
  threadId: id,
  seq,
  authorId: id,
  clientId: id,
  kind: z.enum(["PERSON", "SYSTEM", "BOT"]),
  body: z.string().nullable(),
  system: systemNote.nullable(),
  replyToId: id.nullable(),
  rootId: id.nullable(),
  replyCount: z.int(),
  lastReplyAt: time.nullable(),
  /** Up to three people who replied, newest first. */
  replierIds: z.array(id),
  mentions: z.array(id),
  mentionsEveryone: z.boolean(),
  /** The first emoji first; none on a deleted message. */
  reactions: z.array(reactionView),
  /** Null where it is not pinned, and on a deleted message. */
  pin: pinView.nullable(),
  editCount: z.int(),
  editedAt: time.nullable(),
  deletedAt: time.nullable(),
  deletedById: id.nullable(),
  createdAt: time,
  /** In the order in which they were attached; none of a deleted message. */
  attachments: z.array(attachmentView),
  /** What its first links lead to, in their order; none of a deleted message. */
  previews: z.array(linkPreviewView),
  /** What was passed on with it; null where nothing was, and on a deleted message. */
  forward: forwardView.nullable(),
});
export type MessageView = z.infer<typeof messageView>;

export const sendMessageInput = z
  .strictObject({
    threadId: id,
    /** PROTOCOL S1: a UUIDv7 made when the person pressed Enter. */
    clientId: id,
    /** May be empty where files come with it, or a forwarded message. */
    body: optionalText(MESSAGE_MAX),
    replyToId: id.nullish().transform((value) => value ?? null),
    /** Files of one's own, uploaded to this thread and in no message yet. */
    attachmentIds: z
      .array(id)
      .max(ATTACHMENTS_MAX)
      .refine((ids) => new Set(ids).size === ids.length, "must not name a file twice")
      .default([]),
    /** A message that the person may read, which is passed on as it is now. */
    forwardId: id.nullish().transform((value) => value ?? null),
  })
  .refine(
    ({ body, attachmentIds, forwardId }) => body.trim() !== "" || attachmentIds.length > 0 || forwardId !== null,
    { path: ["body"], error: "must not be empty" },
  );
export type SendMessageInput = z.infer<typeof sendMessageInput>;

export const sentMessage = z.object({ message: messageView, replayed: z.boolean() });
export type SentMessage = z.infer<typeof sentMessage>;

export const editMessageInput = z.strictObject({ messageId: id, body: text(MESSAGE_MAX) });
export const deleteMessageInput = z.strictObject({
  messageId: id,
  reason: text(500).optional(),
});

/** Which page of a thread: the newest, one side of a seq, around a message, or around a moment. One of them at most. */
export const listMessagesInput = z
  .strictObject({
    threadId: id,
    before: z.coerce.number().pipe(seq).optional(),
    after: z.coerce.number().pipe(seq).optional(),
    around: z.coerce.number().pipe(seq).optional(),
    aroundId: id.optional(),
    at: time.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .refine(
    ({ before, after, around, aroundId, at }) =>
      [before, after, around, aroundId, at].filter((value) => value !== undefined).length <= 1,
    "give one of before, after, around, aroundId, at",
  );

export const messagePage = z.object({
  /** By seq, ascending. */
  messages: z.array(messageView),
  /** The messages quoted by these and not among them. */
  quotes: z.array(messageView),
  /** The head of the thread's stream at the moment all of this was read (PROTOCOL L3). */
  head: seq,
  hasOlder: z.boolean(),
  hasNewer: z.boolean(),
  /** The message the page was asked to be around. */
  targetId: id.nullable(),
});
export type MessagePage = z.infer<typeof messagePage>;

/** The pinned messages of a thread, the last pinned first, as they were at `head`. */
export const pinList = z.object({ messages: z.array(messageView), head: seq });
export type PinList = z.infer<typeof pinList>;

/** Words to find in one thread. */
export const findMessagesInput = z.strictObject({
  threadId: id,
  q: searchText.pipe(z.string().min(1)),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

export const foundMessages = z.object({
  /** Where it was found, the newest first. */
  hits: z.array(z.object({ id, seq })),
  /** There are older ones beyond the limit. */
  hasMore: z.boolean(),
});
export type FoundMessages = z.infer<typeof foundMessages>;

export const listRepliesInput = z.strictObject({
  messageId: id,
  after: z.coerce.number().pipe(seq).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const messageInput = z.strictObject({ messageId: id });

export const messageEditView = z.object({
  /** 1 is the text before the first edit. */
  version: z.int().positive(),
  body: z.string(),
  editorId: id,
  at: time,
});
export type MessageEditView = z.infer<typeof messageEditView>;

export const editHistory = z.object({ messageId: id, current: z.string().nullable(), edits: z.array(messageEditView) });
export type EditHistory = z.infer<typeof editHistory>;
