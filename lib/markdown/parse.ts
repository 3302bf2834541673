import Parser, { type MarkdownIt, type Token } from "markdown-it";
import { mentionRule } from "./mention-rule.ts";
import { spoilerRule, textRule } from "./spoiler-rule.ts";

export type { Token };

/** How deep blocks may nest; deeper input is shown as it was typed. */
const MAX_NESTING = 24;

const ALLOWED_LINK = /^(?:https?:\/\/|mailto:)/i;

function makeParser(): MarkdownIt {
  const parser = new Parser({ html: false, linkify: true, breaks: true, maxNesting: MAX_NESTING });
  parser.disable([
    // No image of another host is ever loaded by a message: `![a](b)` is a link.
    "image",
    // A few bytes of table make tens of thousands of cells.
    "table",
    // These change or hide what was typed in ways that surprise in a chat.
    "code",
    "lheading",
    "reference",
    "entity",
    "html_block",
    "html_inline",
  ]);
  parser.validateLink = (url) => ALLOWED_LINK.test(url);
  parser.inline.ruler.at("text", textRule);
  parser.inline.ruler.before("autolink", "mention", mentionRule);
  parser.inline.ruler.before("strikethrough", "spoiler", spoilerRule.tokenize);
  parser.inline.ruler2.before("strikethrough", "spoiler", spoilerRule.postProcess);
  return parser;
}

const parser = makeParser();

/**
 * Parses the body of a message into markdown-it's flat block tokens. Never throws, makes no HTML, and every `href`
 * in it begins with `http://`, `https://` or `mailto:`. Mentions are tokens of type `mention` (see mention-rule),
 * spoilers are `spoiler_open` and `spoiler_close`.
 */
export function parseMarkdown(body: string): Token[] {
  const tokens = parser.parse(body, {});
  const tooDeep = tokens.some((token) => token.level >= MAX_NESTING - 1);
  return tooDeep ? asTyped(body) : tokens;
}

/** One paragraph with the text as it is: the parser drops what is nested too deep, and nothing typed may vanish. */
function asTyped(body: string): Token[] {
  const [open, inline, close] = parser.parse("x", {});
  if (!open || !inline || !close) return [];
  const text = inline.children?.[0];
  if (text) text.content = body;
  inline.content = body;
  return [open, inline, close];
}
