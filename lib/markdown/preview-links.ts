import { parseMarkdown, type Token } from "./parse.ts";

/** As many links of one message are looked up. */
export const PREVIEWS_MAX = 3;
/** Longer addresses are shown as links and not looked up, in UTF-16 units. */
const URL_MAX = 2_000;

/** Text in which a link is not the author's invitation to look: hidden, or somebody else's. */
const ASIDE = new Map([
  ["spoiler_open", 1],
  ["spoiler_close", -1],
  ["blockquote_open", 1],
  ["blockquote_close", -1],
]);

/**
 * The addresses of a message whose pages may be shown under it: the first three, each once, without fragments. Not those
 * in code, spoilers and quotes, not `<https://…>`, by which an author says so, and none that carries a password.
 */
export function previewLinks(body: string): string[] {
  // Most messages have none, and this runs on every send.
  if (!/https?:\/\//i.test(body)) return [];
  const urls = new Set<string>();
  let aside = 0;
  let open: Token | null = null;
  for (const token of inReadingOrder(parseMarkdown(body))) {
    aside += ASIDE.get(token.type) ?? 0;
    const before = open;
    open = token.type === "link_open" ? token : null;
    if (before === null || aside > 0 || !isMeant(before, token.content)) continue;
    const url = lookedUp(String(before.attrGet("href") ?? ""));
    if (url !== null) urls.add(url);
    if (urls.size === PREVIEWS_MAX) break;
  }
  return [...urls];
}

function* inReadingOrder(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    if (token.type === "inline") yield* token.children ?? [];
    else yield token;
  }
}

/** `example.org` in a sentence is made a link too, and may well be a file's name. */
function isMeant(link: Token, text: string): boolean {
  if (link.markup === "autolink") return false;
  return link.markup !== "linkify" || /^https?:/i.test(text);
}

function lookedUp(href: string): string | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  url.hash = "";
  return url.href.length <= URL_MAX ? url.href : null;
}
