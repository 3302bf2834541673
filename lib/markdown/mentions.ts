import type { Mention } from "./mention-rule.ts";
import { parseMarkdown } from "./parse.ts";

export type Mentions = { userIds: string[]; threadIds: string[]; groupIds: string[]; everyone: boolean; here: boolean };

/** All mentions of parsed tokens, in order, repeats included. */
function* mentionsIn(body: string, quotes: "skip" | "follow"): Generator<Mention> {
  let depth = 0;
  for (const block of parseMarkdown(body)) {
    if (block.type === "blockquote_open" || block.type === "blockquote_close") depth += block.nesting;
    if (depth > 0 && quotes === "skip") continue;
    for (const token of block.children ?? []) if (token.type === "mention") yield token.meta as Mention;
  }
}

/**
 * Whom and what a body mentions: ids once each, in order of appearance, lower-case, not checked for existence.
 * What stands in a code span or code block is no mention, and nobody is called again by being quoted; `quotes: "follow"`
 * finds those too, for whom it takes to show the text.
 */
export function extractMentions(body: string, { quotes = "skip" }: { quotes?: "skip" | "follow" } = {}): Mentions {
  const userIds = new Set<string>();
  const threadIds = new Set<string>();
  const groupIds = new Set<string>();
  let everyone = false;
  let here = false;
  // Most messages mention nobody, and this runs on every send.
  if (!/<[@#&!]/.test(body)) return { userIds: [], threadIds: [], groupIds: [], everyone, here };
  for (const mention of mentionsIn(body, quotes)) {
    if (mention.of === "person") userIds.add(mention.id);
    else if (mention.of === "thread") threadIds.add(mention.id);
    else if (mention.of === "group") groupIds.add(mention.id);
    else if (mention.of === "everyone") everyone = true;
    else here = true;
  }
  return { userIds: [...userIds], threadIds: [...threadIds], groupIds: [...groupIds], everyone, here };
}
