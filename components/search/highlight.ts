export type TextPart = { text: string; hit: boolean };

/** How much is shown before the first hit. */
const LEAD = 60;

/** The places of all words in a text, merged where they touch: [from, to), in order. */
function hitsIn(text: string, words: readonly string[]): [number, number][] {
  const folded = text.toLowerCase();
  // A text that changes its length in lower case has places that mean nothing.
  if (folded.length !== text.length) return [];
  const found: [number, number][] = [];
  for (const word of words) {
    const wanted = word.toLowerCase();
    if (wanted === "") continue;
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
      found.push([at, at + wanted.length]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [from, to] of found) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** At most `length` characters of a text around the first word found, cut into what was searched for and the rest. */
export function excerptOf(text: string, words: readonly string[], length: number): TextPart[] {
  const first = hitsIn(text, words)[0]?.[0] ?? 0;
  const from = first > LEAD && text.length > length ? startOfWord(text, first - LEAD) : 0;
  const shown = text.slice(from, from + length);
  const parts: TextPart[] = [];
  let at = 0;
  for (const [start, end] of hitsIn(shown, words)) {
    if (start > at) parts.push({ text: shown.slice(at, start), hit: false });
    parts.push({ text: shown.slice(start, end), hit: true });
    at = end;
  }
  const rest = shown.slice(at) + (from + length < text.length ? "…" : "");
  if (rest) parts.push({ text: rest, hit: false });
  return from > 0 ? [{ text: "…", hit: false }, ...parts] : parts;
}

function startOfWord(text: string, at: number): number {
  const space = text.indexOf(" ", at);
  return space >= 0 && space < at + LEAD / 2 ? space + 1 : at;
}
