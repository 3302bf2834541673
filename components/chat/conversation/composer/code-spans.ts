/** A stretch of a text, its end not included. */
export type Span = { from: number; to: number };

const OPENS_FENCE = /^ {0,3}(?:(`{3,})[^`]*|(~{3,})(?:[^~].*)?)$/;
const CLOSES_FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;

/**
 * Where code stands in a text, as the parser sees it: fences over whole lines, one that was never closed to the end, and
 * runs of backticks within a line. Reads the text once, whatever is in it.
 */
export function codeSpans(text: string): Span[] {
  const spans: Span[] = [];
  let fence: { from: number; mark: string } | null = null;
  let from = 0;
  for (const line of text.split("\n")) {
    const to = from + line.length;
    if (fence) {
      if (CLOSES_FENCE.exec(line)?.[1]?.startsWith(fence.mark)) {
        spans.push({ from: fence.from, to });
        fence = null;
      }
    } else {
      const [, ticks, tildes] = OPENS_FENCE.exec(line) ?? [];
      const mark = ticks ?? tildes;
      if (mark) fence = { from, mark };
      else spans.push(...inlineSpans(line, from));
    }
    from = to + 1;
  }
  if (fence) spans.push({ from: fence.from, to: text.length });
  return spans;
}

/** A run of backticks is closed by the next one of the same length. */
function inlineSpans(line: string, offset: number): Span[] {
  const runs = [...line.matchAll(/`+/g)].map(({ index, 0: run }) => ({ index, length: run.length }));
  const nextOfLength = new Map<number, number>();
  const closers: (number | undefined)[] = [];
  for (let at = runs.length - 1; at >= 0; at--) {
    const { length } = runs[at] as (typeof runs)[number];
    closers[at] = nextOfLength.get(length);
    nextOfLength.set(length, at);
  }
  const spans: Span[] = [];
  for (let at = 0; at < runs.length; at++) {
    const closer = closers[at];
    if (closer === undefined) continue;
    const [open, close] = [runs[at], runs[closer]] as [(typeof runs)[number], (typeof runs)[number]];
    spans.push({ from: offset + open.index, to: offset + close.index + close.length });
    at = closer;
  }
  return spans;
}
