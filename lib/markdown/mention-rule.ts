import type { StateInline } from "markdown-it";

/** A mention as it is stored: `<@user>`, `<#thread>`, `<&group of people>`, `<!everyone>`, `<!here>`. */
export type Mention = { of: "person" | "thread" | "group"; id: string } | { of: "everyone" | "here" };

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PERMANENT_FORM = new RegExp(`<(?:@(${UUID})|#(${UUID})|&(${UUID})|!(everyone|here))>`, "iy");

function readMention(source: string, at: number): { mention: Mention; length: number } | null {
  PERMANENT_FORM.lastIndex = at;
  const match = PERMANENT_FORM.exec(source);
  if (!match) return null;
  const [whole, person, thread, group, all] = match;
  const length = whole.length;
  if (person) return { mention: { of: "person", id: person.toLowerCase() }, length };
  if (thread) return { mention: { of: "thread", id: thread.toLowerCase() }, length };
  if (group) return { mention: { of: "group", id: group.toLowerCase() }, length };
  return { mention: { of: all?.toLowerCase() === "here" ? "here" : "everyone" }, length };
}

/** markdown-it inline rule: makes a token of type `mention` whose `meta` is a Mention. */
export function mentionRule(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x3c) return false;
  const found = readMention(state.src, state.pos);
  if (!found || state.pos + found.length > state.posMax) return false;
  if (!silent) {
    const token = state.push("mention", "", 0);
    token.meta = found.mention;
  }
  state.pos += found.length;
  return true;
}
