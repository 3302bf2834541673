import type { Mention } from "./mention-rule.ts";
import { parseMarkdown, type Token } from "./parse.ts";

type PlainTextOptions = {
  /** The most UTF-16 units of the answer; a surrogate pair is never cut. */
  maxLength?: number;
  /** What a mention reads as; by default `@everyone`, `@here`, and nothing for people, threads and groups. */
  nameOf?: (mention: Mention) => string;
  /** `[spoiler]` in place of what a spoiler hides: for wherever it cannot be opened. By default its words. */
  coverSpoilers?: boolean;
};

/** What stands in a line for what is not told there. */
const COVER = "[spoiler]";

const WITH_SYNTAX = /[\\`*_~|<>#[\]\n]|^\s*(?:[-+]|\d+[.)])\s|^\s*-{3}/;

const nameOfGroup = (mention: Mention) => ("id" in mention ? "" : `@${mention.of}`);

function inlineText(tokens: Token[], { nameOf = nameOfGroup, coverSpoilers = false }: PlainTextOptions): string {
  let text = "";
  let covers = 0;
  for (const token of tokens) {
    if (coverSpoilers && token.type === "spoiler_open" && covers++ === 0) text += COVER;
    if (coverSpoilers && token.type === "spoiler_close") covers -= 1;
    if (covers > 0) continue;
    if (token.type === "mention") text += nameOf(token.meta as Mention);
    else if (token.type === "softbreak" || token.type === "hardbreak") text += "\n";
    else text += token.content;
  }
  return text;
}

/** Cuts at a length in UTF-16 units without leaving half a surrogate pair. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const last = text.charCodeAt(maxLength - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxLength - 1 : maxLength);
}

/**
 * The words of a message without its markup, for search, notifications and quotes: one line per block, link texts
 * instead of addresses, code as it is. Safe to call on anything; costs a parse.
 */
export function plainText(body: string, options: PlainTextOptions = {}): string {
  const { maxLength = Infinity } = options;
  if (!WITH_SYNTAX.test(body)) return cut(body.trim(), maxLength);
  const lines: string[] = [];
  for (const block of parseMarkdown(body)) {
    if (block.type === "inline") lines.push(inlineText(block.children ?? [], options));
    else if (block.type === "fence") lines.push(block.content);
  }
  return cut(lines.join("\n").trim(), maxLength);
}
