import type { Actor } from "../access/actor.ts";
import { type Granted, judge } from "../access/judge.ts";
import type { SendMessageInput } from "../contract/messages.ts";
import { AppError } from "../errors.ts";
import type { Mentions } from "../markdown/mentions.ts";
import { requireFewMentions } from "./mentions-limit.ts";
import type { SendFacts } from "./send-facts.ts";

/** Whether this message may be sent: to this thread, as a reply, with files, to everyone. Throws AppError. */
export function judgeSend(
  facts: SendFacts | undefined,
  {
    actor,
    input,
    mentions,
    lastSentAt,
    now,
  }: { actor: Actor; input: SendMessageInput; mentions: Mentions; lastSentAt: Date | null; now: Date },
): void {
  const action = input.replyToId ? "message.reply" : "message.send";
  judge(facts, { actor, action, now, lastSentAt });
  if (input.replyToId && !facts?.replyToId) {
    throw new AppError("NOT_FOUND", "The message you reply to is not in this thread.", { replyToId: input.replyToId });
  }
  if (input.attachmentIds.length > 0) judge(facts, { actor, action: "message.attach", now });
  if (mentions.everyone || mentions.here) judge(facts, { actor, action: "mention.everyone", now });
  requireFewMentions(mentions);
}

/**
 * Whether a repeat of what was sent already may be answered with it: it needs no more than to be readable, but who lost
 * access does not reach it through its old key (PERMISSIONS, invariant 13). Throws AppError.
 */
export function judgeReplay(facts: SendFacts | undefined, { actor, now }: { actor: Actor; now: Date }): Granted {
  return judge(facts, { actor, action: "history.read", now });
}
