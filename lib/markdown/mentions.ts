import type { Mention } from "./mention-rule.ts";
import { parseMarkdown } from "./parse.ts";

export type Mentions = { userIds: string[]; threadIds: string[]; everyone: boolean; here: boolean };

/** All mentions of parsed tokens, in order, repeats included. */
function* mentionsIn(body: string): Generator<Mention> {
  for (const block of parseMarkdown(body)) {
    for (const token of block.children ?? []) if (token.type === "mention") yield token.meta as Mention;
  }
}

/**
 * Whom and what a body mentions: ids once each, in order of appearance, lower-case, not checked for existence.
 * What stands in a code span or code block is no mention.
 */
export function extractMentions(body: string): Mentions {
  const userIds = new Set<string>();
  const threadIds = new Set<string>();
  let everyone = false;
  let here = false;
  // Most messages mention nobody, and this runs on every send.
  if (!/<[@#!]/.test(body)) return { userIds: [], threadIds: [], everyone, here };
  for (const mention of mentionsIn(body)) {
    if (mention.of === "person") userIds.add(mention.id);
    else if (mention.of === "thread") threadIds.add(mention.id);
    else if (mention.of === "everyone") everyone = true;
    else here = true;
  }
  return { userIds: [...userIds], threadIds: [...threadIds], everyone, here };
}
