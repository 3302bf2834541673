import { canonicalEmoji } from "../../../../lib/contract/canonical-emoji.ts";
import { bestMatches } from "../composer/completion-query.ts";

/** An emoji as the picker knows it: its own name first, then what else people call it. */
export type BookEmoji = { emoji: string; label: string; names: readonly string[] };
export type EmojiGroup = { name: string; sign: string; emoji: readonly BookEmoji[] };

type Row = { unicode: string; label: string; group?: number; order?: number; tags?: string[]; hexcode: string };

/** In the order of Unicode's own list; 2 is the parts that emoji are made of. */
const GROUPS: readonly (readonly [group: number, name: string, sign: string])[] = [
  [0, "Smileys", "😀"],
  [1, "People", "👋"],
  [3, "Animals and nature", "🐻"],
  [4, "Food and drink", "🍔"],
  [5, "Travel and places", "✈️"],
  [6, "Activities", "⚽"],
  [7, "Objects", "💡"],
  [8, "Symbols", "❤️"],
  [9, "Flags", "🏁"],
];

/** The picker's book out of the tables of names and of shortcodes. Without what this browser does not know yet. */
export function readEmojiBook(
  table: readonly Row[],
  shortcodes: Readonly<Record<string, string | string[]>>,
): EmojiGroup[] {
  return GROUPS.map(([group, name, sign]) => ({
    name,
    sign,
    emoji: table
      .filter((row) => row.group === group)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .flatMap(({ unicode, label, tags = [], hexcode }) => {
        const emoji = canonicalEmoji(unicode);
        const short = [shortcodes[hexcode] ?? []].flat().map((one) => one.replaceAll("_", " "));
        return emoji ? [{ emoji, label, names: [label, ...short, ...tags] }] : [];
      }),
  }));
}

/** The emoji that answer to a word, best first. */
export function findInBook(groups: readonly EmojiGroup[], query: string, limit: number): BookEmoji[] {
  const all = groups.flatMap(({ emoji }) => emoji);
  const wanted = query.replaceAll("_", " ").replaceAll(":", "");
  return bestMatches(all, wanted, { namesOf: ({ names }) => names, limit });
}

let loading: Promise<EmojiGroup[]> | null = null;

/** The book, from this very host and only once it is needed. */
export function loadEmojiBook(): Promise<EmojiGroup[]> {
  loading ??= Promise.all([
    import("emojibase-data/en/compact.json"),
    import("emojibase-data/en/shortcodes/github.json"),
  ]).then(
    ([table, shortcodes]) => readEmojiBook(table.default as Row[], shortcodes.default),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}
