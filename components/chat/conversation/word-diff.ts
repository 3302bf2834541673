export type DiffPart = { kind: "same" | "added" | "removed"; text: string };

/** More words than this on either side are compared as two whole texts: the table below grows with their product. */
const MAX_WORDS = 1_500;

const wordsOf = (text: string) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

function push(parts: DiffPart[], kind: DiffPart["kind"], text: string): void {
  if (text === "") return;
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}

/** Lengths of the longest common subsequences of the tails `a[i…]` and `b[j…]`, row by row. */
function tailLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i] as Uint16Array;
    const below = table[i + 1] as Uint16Array;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] as number) + 1 : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  return table;
}

/** What changed from one text to the next, word by word: the removed before the added at each place. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const parts: DiffPart[] = [];
  const a = wordsOf(before);
  const b = wordsOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const midA = a.slice(start, a.length - end);
  const midB = b.slice(start, b.length - end);
  push(parts, "same", a.slice(0, start).join(""));
  if (midA.length > MAX_WORDS || midB.length > MAX_WORDS) {
    push(parts, "removed", midA.join(""));
    push(parts, "added", midB.join(""));
  } else {
    diffMiddle(parts, midA, midB);
  }
  push(parts, "same", a.slice(a.length - end).join(""));
  return parts;
}

function diffMiddle(parts: DiffPart[], a: readonly string[], b: readonly string[]): void {
  const lengths = tailLengths(a, b);
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      push(parts, "same", a[i] as string);
      i++;
      j++;
    } else if ((lengths[i + 1]?.[j] as number) >= (lengths[i]?.[j + 1] as number)) {
      push(parts, "removed", a[i++] as string);
    } else {
      push(parts, "added", b[j++] as string);
    }
  }
  push(parts, "removed", a.slice(i).join(""));
  push(parts, "added", b.slice(j).join(""));
}
