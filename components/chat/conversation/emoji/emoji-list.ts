import { drawnAsPicture } from "../../../../lib/contract/canonical-emoji.ts";
import { bestMatches } from "../composer/completion-query.ts";

export type NamedEmoji = { emoji: string; name: string };

/** The emoji of a hexcode such as `1F468-200D-1F469`. */
function emojiOf(hexcode: string): string {
  const codes = hexcode.split("-").map((code) => Number.parseInt(code, 16));
  return drawnAsPicture(String.fromCodePoint(...codes));
}

/** Every emoji under each of its names, from a table of hexcodes. */
export function readEmojiTable(table: Readonly<Record<string, string | string[]>>): NamedEmoji[] {
  return Object.entries(table).flatMap(([hexcode, names]) => {
    const emoji = emojiOf(hexcode);
    return [names].flat().map((name) => ({ emoji, name }));
  });
}

/** Emoji whose name answers a query, shorter names first, each emoji once. */
export function findEmoji(list: readonly NamedEmoji[], query: string, limit: number): NamedEmoji[] {
  const found = bestMatches(list, query, { namesOf: ({ name }) => [name], limit: 200 });
  const closeness = ({ name }: NamedEmoji) => (name === query ? -1 : name.startsWith(query) ? 0 : 1);
  found.sort((a, b) => closeness(a) - closeness(b) || a.name.length - b.name.length);
  const seen = new Set<string>();
  return found.filter(({ emoji }) => !seen.has(emoji) && seen.add(emoji)).slice(0, limit);
}

let loading: Promise<NamedEmoji[]> | null = null;

/** The list, from this very host and only once it is needed. */
export function loadEmoji(): Promise<NamedEmoji[]> {
  loading ??= import("emojibase-data/en/shortcodes/github.json").then(
    (file) => readEmojiTable(file.default),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}
