import type { StateInline } from "markdown-it";

const BAR = 0x7c;
const PLAIN = /[^\n!#$%&*+\-:<=>@[\\\]^_`{|}~]+/y;

/** markdown-it's `text` rule, stopping at `|` too, which the original runs over. */
export function textRule(state: StateInline, silent: boolean): boolean {
  PLAIN.lastIndex = state.pos;
  const match = PLAIN.exec(state.src);
  if (!match) return false;
  const text = match[0].slice(0, state.posMax - state.pos);
  if (!silent) state.pending += text;
  state.pos += text.length;
  return true;
}

type Delimiters = StateInline["delimiters"];

function closeSpoilers(state: StateInline, delimiters: Delimiters): void {
  for (const start of delimiters) {
    if (start.marker !== BAR || start.end === -1) continue;
    const end = delimiters[start.end];
    const open = state.tokens[start.token];
    const close = end && state.tokens[end.token];
    if (!open || !close) continue;
    Object.assign(open, { type: "spoiler_open", tag: "span", nesting: 1, markup: "||", content: "" });
    Object.assign(close, { type: "spoiler_close", tag: "span", nesting: -1, markup: "||", content: "" });
  }
}

/** `||hidden||`, paired by markdown-it's own delimiter matching so that it nests with bold and the others. */
export const spoilerRule = {
  tokenize(state: StateInline, silent: boolean): boolean {
    if (silent || state.src.charCodeAt(state.pos) !== BAR || state.src.charCodeAt(state.pos + 1) !== BAR) return false;
    const { can_open, can_close, length } = state.scanDelims(state.pos, true);
    // Three bars or more are no spoiler: nobody could say which two of them are meant.
    const marked = length === 2;
    const token = state.push("text", "", 0);
    token.content = "|".repeat(length);
    if (marked) {
      state.delimiters.push({
        marker: BAR,
        length: 0,
        token: state.tokens.length - 1,
        end: -1,
        open: can_open,
        close: can_close,
      });
    }
    state.pos += length;
    return true;
  },

  postProcess(state: StateInline): void {
    closeSpoilers(state, state.delimiters);
    for (const meta of state.tokens_meta) if (meta?.delimiters) closeSpoilers(state, meta.delimiters);
  },
};
