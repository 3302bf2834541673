export type Trigger = "@" | "#" | ":" | "/";

/** What is being completed: the trigger and what follows it, from `start` to the caret. */
export type CompletionQuery = { trigger: Trigger; query: string; start: number };

const BEFORE_CARET = /(^|[\s(["'*_~])([@#:/])([\p{L}\p{N}_.'+-]*)$/u;
/** A smiley such as `:)` or a time such as `10:30` is no emoji: two letters at least. */
const EMOJI_MIN = 2;

/** What the text before the caret asks to complete, or null. Commands stand only at the very beginning. */
export function completionAt(text: string, caret: number): CompletionQuery | null {
  const match = BEFORE_CARET.exec(text.slice(Math.max(0, caret - 64), caret));
  if (!match) return null;
  const trigger = match[2] as Trigger;
  const query = match[3] ?? "";
  const start = caret - query.length - 1;
  if (trigger === "/" && start !== 0) return null;
  if (trigger === ":" && query.length < EMOJI_MIN) return null;
  return { trigger, query, start };
}

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** How well a name answers a query: 0 begins with it, 1 a later word does, 2 it is inside; null not at all. */
export function matchRank(name: string, query: string): number | null {
  const folded = fold(name);
  const wanted = fold(query);
  if (folded.startsWith(wanted)) return 0;
  if (folded.split(/[\s_.-]+/).some((word) => word.startsWith(wanted))) return 1;
  return folded.includes(wanted) ? 2 : null;
}

/** The best answers first; among equals the order given stays. */
export function bestMatches<T>(items: readonly T[], query: string, options: MatchOptions<T>): T[] {
  const ranked = items.flatMap((item, index) => {
    const ranks = options.namesOf(item).flatMap((name) => matchRank(name, query) ?? []);
    return ranks.length > 0 ? [{ item, index, rank: Math.min(...ranks) }] : [];
  });
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return ranked.slice(0, options.limit).map(({ item }) => item);
}

type MatchOptions<T> = { namesOf: (item: T) => readonly string[]; limit: number };
