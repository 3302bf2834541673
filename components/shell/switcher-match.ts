/** Case and accents do not count: `ines` finds `Inês`. */
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/**
 * How well a name answers what was typed, from 0 (not at all) to 1: its beginning, the beginning of one of its words,
 * somewhere inside, or the letters in their order.
 */
export function matchScore(query: string, name: string): number {
  const wanted = fold(query.trim());
  const text = fold(name);
  if (wanted === "") return 1;
  if (text.startsWith(wanted)) return 1;
  const at = text.indexOf(wanted);
  if (at > 0) return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? 0.6 : 0.8;
  return hasInOrder(text, wanted) ? 0.3 : 0;
}

function hasInOrder(text: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}

/** Those that match, best first; equals keep the order they came in. */
export function bestMatches<T>(items: readonly T[], query: string, namesOf: (item: T) => readonly string[]): T[] {
  return items
    .map((item) => ({ item, score: Math.max(0, ...namesOf(item).map((name) => matchScore(query, name))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
