import type { SearchTerm } from "../contract/search-query.ts";
import { containsPattern } from "./contains-pattern.ts";

/** Chinese, Japanese and Korean are written without spaces: each character is a word of its own in the index. */
const CJK = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/u;
/** Shorter than this a piece of a word has no trigram: only whole words can be found. */
const TRIGRAM = 3;

/**
 * The condition on "Message" `m` that a term stands in its text, by one of the two indexes: CJK and the shortest as
 * words in order; anything else as a part of the text, in any case of letters. `$n` is the
 * parameter to give with it.
 */
export function termCondition({ text, not }: SearchTerm, n: number): { sql: string; value: string } {
  const isWords = CJK.test(text) || [...text].length < TRIGRAM;
  const sql = isWords
    ? `confab_words(m.plain) @@ confab_words_query($${n}::text)`
    : `lower(m.plain) LIKE lower($${n}::text)`;
  return { sql: not ? `NOT (${sql})` : sql, value: isWords ? text : containsPattern(text) };
}
