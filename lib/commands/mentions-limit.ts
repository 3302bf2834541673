import { GROUPS_IN_MESSAGE_MAX } from "../contract/group-handle.ts";
import { AppError } from "../errors.ts";
import type { Mentions } from "../markdown/mentions.ts";

/** More people than this in one message is no mention any more. */
const MENTIONS_MAX = 50;

/** Throws INVALID for a message that mentions more than 50 people, or more than 5 groups of them. */
export function requireFewMentions({ userIds, groupIds }: Mentions): void {
  if (userIds.length > MENTIONS_MAX)
    throw new AppError("INVALID", `At most ${MENTIONS_MAX} people can be mentioned in one message.`);
  if (groupIds.length > GROUPS_IN_MESSAGE_MAX)
    throw new AppError("INVALID", `At most ${GROUPS_IN_MESSAGE_MAX} groups can be mentioned in one message.`);
}
