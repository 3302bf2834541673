import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { threadStream } from "../contract/ids.ts";
import type { MessageView } from "../contract/messages.ts";
import type { Sql } from "../db.ts";
import { AppError, notFound } from "../errors.ts";
import { extractMentions } from "../markdown/mentions.ts";
import type { PublishedEvent } from "../process.ts";
import { type BatchItem, type BatchWrite, defineBatchCommand } from "./command.ts";
import { forwardPlain } from "./forward-plain.ts";
import { notifyOfMessages } from "./notify.ts";
import { joinAttachments, judgeAttachments } from "./send-attachments.ts";
import { readSendFacts, type SendFacts } from "./send-facts.ts";
import { judgeForward, writeForwards } from "./send-forwards.ts";
import { judgeReplay, judgeSend } from "./send-judge.ts";
import { judgePreviews, queuePreviews } from "./send-previews.ts";
import { countReplies } from "./send-replies.ts";
import { insertMessages, type NewMessage, readMessages } from "./send-write.ts";

type Item = BatchItem<"message:send">;
type Write = BatchWrite<"message:send">;

/** A message that is to be written, and the item that asked for it. */
type Accepted = { index: number; message: NewMessage };

/**
 * Sends a message (PROTOCOL S1 to S5), many people's in one transaction (PERFORMANCE 1). A known `clientId` with the
 * same request gives the first message again, with another request IDEMPOTENCY_MISMATCH (S2); both are taken out before
 * numbering, so that seq stays dense (L1).
 */
export const sendMessage = defineBatchCommand({
  name: "message:send",
  limit: "send",
  max: 256,
  threadOf: (input) => input.threadId,
  readFacts: readSendFacts,
  async runBatch({ sql, commit, heads, now, facts }, items) {
    if (items.length === 0) return [];
    const writes: (Write | undefined)[] = items.map(() => undefined);
    const twins = new Map<string, number>();
    const accepted: Accepted[] = [];
    const next = new Map(heads);
    const sentNow = new Map<string, Date>();
    const taken = new Set<string>();

    for (const [index, item] of items.entries()) {
      try {
        const known = facts[index]?.existingId;
        const twin = twins.get(identityOf(item));
        if (known || twin !== undefined) continue;
        const lastSentAt = sentNow.get(placeOf(item)) ?? facts[index]?.lastSentAt ?? null;
        const message = acceptItem(item, { facts: facts[index], lastSentAt, taken, next, now });
        for (const { id } of message.attachments) taken.add(id);
        sentNow.set(placeOf(item), now);
        twins.set(identityOf(item), index);
        accepted.push({ index, message });
      } catch (error) {
        writes[index] = { error };
      }
    }

    const messages = accepted.map(({ message }) => message);
    const written = insertMessages(sql, { messages, heads: next });
    const joined = joinAttachments(sql, messages);
    const passedOn = writeForwards(sql, messages);
    const notified = notifyOfMessages(sql, messages);
    const queued = queuePreviews(sql, messages);
    const isLast = !messages.some(({ rootId }) => rootId) && !facts.some((row) => row?.existingId);
    if (isLast) commit();
    const [views] = await Promise.all([written, joined, passedOn, notified, queued]);
    const replies = await countReplies(sql, { messages, next });
    for (const { index, message } of accepted) {
      const view = views.get(message.id);
      if (!view) throw new Error("A message was written and cannot be read.");
      writes[index] = {
        data: { message: view, replayed: false },
        events: [creation(view), ...replies.filter(({ replyId }) => replyId === message.id).map(({ event }) => event)],
      };
    }
    await answerReplays(sql, { items, facts, writes, twins, now });
    return writes.map((write) => write ?? { error: notFound() });
  },
});

const identityOf = ({ actor, input }: Item) => `${actor.userId}:${input.clientId}`;
const placeOf = ({ actor, input }: Item) => `${actor.userId}:${input.threadId}`;

const creation = (message: MessageView): PublishedEvent => ({
  stream: threadStream(message.threadId),
  seq: message.seq,
  change: { kind: "message", message },
  fromSeq: message.seq,
});

/** Judges one item and gives it its place. Throws what refuses it, before anything is numbered. */
function acceptItem(
  { actor, input }: Item,
  {
    facts,
    lastSentAt,
    taken,
    next,
    now,
  }: {
    facts: SendFacts | undefined;
    lastSentAt: Date | null;
    taken: ReadonlySet<string>;
    next: Map<string, number>;
    now: Date;
  },
): NewMessage {
  const mentions = extractMentions(input.body);
  judgeSend(facts, { actor, input, mentions, lastSentAt, now });
  const attachments = judgeAttachments(facts?.files ?? new Map(), { actor, input, taken });
  const forward = judgeForward(facts?.forward, { actor, input, now });
  const seq = (next.get(input.threadId) ?? 0) + 1;
  next.set(input.threadId, seq);
  return {
    id: uuidv7(),
    threadId: input.threadId,
    authorId: actor.userId,
    clientId: input.clientId,
    requestHash: hashOf(input),
    seq,
    body: input.body,
    plain: forwardPlain(input.body, forward?.body ?? null),
    replyToId: input.replyToId,
    rootId: facts?.replyToId ? (facts.replyToRootId ?? facts.replyToId) : null,
    mentions: [...new Set([...mentions.userIds, ...(facts?.called ?? [])])],
    mentionsEveryone: mentions.everyone || mentions.here,
    attachments,
    previews: judgePreviews(facts, { actor, input, now }),
    forward,
  };
}

/** PROTOCOL S2: what the request asked for; the same key with another hash is another request. */
function hashOf({ threadId, body, replyToId, attachmentIds, forwardId }: Item["input"]): string {
  const files = attachmentIds.length > 0 ? [attachmentIds] : [];
  const forward = forwardId ? [{ forwardId }] : [];
  return createHash("sha256")
    .update(JSON.stringify([threadId, body, replyToId, ...files, ...forward]))
    .digest("base64url");
}

/** Repeats of what is written already, by an earlier request or by a twin in this very batch. */
async function answerReplays(
  sql: Sql,
  {
    items,
    facts,
    writes,
    twins,
    now,
  }: {
    items: readonly Item[];
    facts: readonly (SendFacts | undefined)[];
    writes: (Write | undefined)[];
    twins: ReadonlyMap<string, number>;
    now: Date;
  },
): Promise<void> {
  const known = facts.flatMap((row) => (row?.existingId ? [row.existingId] : []));
  const views = known.length > 0 ? await readMessages(sql, known) : new Map<string, MessageView>();
  for (const [index, item] of items.entries()) {
    if (writes[index]) continue;
    const row = facts[index];
    try {
      const { joinedSeq } = judgeReplay(row, { actor: item.actor, now });
      const first = twins.get(identityOf(item));
      const original = first === undefined ? undefined : items[first];
      const hash = row?.existingHash ?? (original ? hashOf(original.input) : undefined);
      const twin = first === undefined ? undefined : writes[first];
      const message = row?.existingId
        ? views.get(row.existingId)
        : twin && "data" in twin
          ? twin.data.message
          : undefined;
      if (hash !== hashOf(item.input) || !message) throw mismatch();
      if (message.seq <= joinedSeq) throw notFound();
      writes[index] = { data: { message, replayed: true }, events: [] };
    } catch (error) {
      writes[index] = { error };
    }
  }
}

const mismatch = () =>
  new AppError("IDEMPOTENCY_MISMATCH", "This clientId was used for another message. Send it with a new one.");
