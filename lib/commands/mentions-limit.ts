import { AppError } from "../errors.ts";
import type { Mentions } from "../markdown/mentions.ts";

/** More people than this in one message is no mention any more. */
const MENTIONS_MAX = 50;

/** Throws INVALID for a message that mentions more than 50 people. */
export function requireFewMentions({ userIds }: Mentions): void {
  if (userIds.length <= MENTIONS_MAX) return;
  throw new AppError("INVALID", `At most ${MENTIONS_MAX} people can be mentioned in one message.`);
}
