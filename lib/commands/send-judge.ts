import type { Actor } from "../access/actor.ts";
import { judge } from "../access/judge.ts";
import type { SendMessageInput } from "../contract/messages.ts";
import { AppError } from "../errors.ts";
import type { Mentions } from "../markdown/mentions.ts";
import type { SendFacts } from "./send-facts.ts";

/** More people than this in one message is no mention any more. */
const MENTIONS_MAX = 50;

/**
 * Whether this message may be sent: to this thread, as a reply, to everyone. `mentions` null: a repeat of what was sent
 * already, which needs no more than to be readable. Throws AppError.
 */
export function judgeSend(
  facts: SendFacts | undefined,
  { actor, input, mentions, now }: { actor: Actor; input: SendMessageInput; mentions: Mentions | null; now: Date },
): void {
  if (!mentions) {
    judge(facts, { actor, action: "history.read", now });
    return;
  }
  const action = input.replyToId ? "message.reply" : "message.send";
  judge(facts, { actor, action, now, lastSentAt: facts?.lastSentAt ?? null });
  if (input.replyToId && !facts?.replyToId) {
    throw new AppError("NOT_FOUND", "The message you reply to is not in this thread.", { replyToId: input.replyToId });
  }
  if (mentions.everyone || mentions.here) judge(facts, { actor, action: "mention.everyone", now });
  if (mentions.userIds.length > MENTIONS_MAX) {
    throw new AppError("INVALID", `At most ${MENTIONS_MAX} people can be mentioned in one message.`);
  }
}
