import Parser, { type MarkdownIt, type Token } from "markdown-it";
import { mentionRule } from "./mention-rule.ts";
import { spoilerRule, textRule } from "./spoiler-rule.ts";
import { tablesFit } from "./table-size.ts";
import { taskRule } from "./task-rule.ts";

export type { Token };

/** How deep blocks may nest; deeper input is shown as it was typed. */
const MAX_NESTING = 24;

/** What every address holds: sentences without it are not searched for one, by expressions that take long to compile. */
const MAYBE_LINK = /[:.@]\S|\/\//;

const ALLOWED_LINK = /^(?:https?:\/\/|mailto:)/i;

/** The parser that `parseMarkdown` uses, anew: a test that counts its steps needs one of its own. */
export function makeParser(): MarkdownIt {
  const parser = new Parser({ html: false, linkify: true, breaks: true, maxNesting: MAX_NESTING });
  parser.disable([
    // No image of another host is ever loaded by a message: `![a](b)` is a link.
    "image",
    // These change or hide what was typed in ways that surprise in a chat.
    "code",
    "lheading",
    "reference",
    "entity",
    "html_block",
    "html_inline",
  ]);
  const { linkify } = parser;
  const holdsLink = linkify.test.bind(linkify);
  linkify.test = (text) => MAYBE_LINK.test(text) && holdsLink(text);
  parser.validateLink = (url) => ALLOWED_LINK.test(url);
  parser.inline.ruler.at("text", textRule);
  parser.inline.ruler.before("autolink", "mention", mentionRule);
  parser.inline.ruler.before("strikethrough", "spoiler", spoilerRule.tokenize);
  parser.inline.ruler2.before("strikethrough", "spoiler", spoilerRule.postProcess);
  parser.core.ruler.before("inline", "task", taskRule);
  return parser;
}

const parser = makeParser();
const withoutTables = makeParser().disable("table");

/**
 * Parses the body of a message into markdown-it's flat block tokens. Never throws, makes no HTML, and every `href`
 * in it begins with `http://`, `https://` or `mailto:`. Mentions are tokens of type `mention` (see mention-rule),
 * spoilers are `spoiler_open` and `spoiler_close`, a `list_item_open` with a `meta` is a task. Tables with too many
 * cells are shown as they were typed.
 */
export function parseMarkdown(body: string): Token[] {
  const tokens = (tablesFit(body) ? parser : withoutTables).parse(body, {});
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
