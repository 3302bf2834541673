import type { SearchTerm } from "../contract/search-query.ts";
import { containsPattern } from "./contains-pattern.ts";

/** Chinese, Japanese and Korean are written without spaces: each character is a word of its own in the index. */
const CJK = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/u;
const ASCII = /^[\x20-\x7e]*$/;
/** Shorter than this a piece of a word has no trigram: only whole words can be found. */
const TRIGRAM = 3;

/**
 * Which messages "Message" `m` a search may find at all. What a moderator has just withdrawn from a forward is found again
 * by what it still shows, once its thread was told (`tellForwards`).
 */
export const isFindableSql = `m."deletedAt" IS NULL AND m.kind <> 'SYSTEM' AND NOT (m.forwarded AND EXISTS (
  SELECT FROM "Forward" f WHERE f."messageId" = m.id AND f."tellAfter" IS NOT NULL))`;

/** Gives the value a place in the statement, and its name there. */
type Parameter = (value: string) => string;

/**
 * The condition on "Message" `m` that a term stands in its text, in any case of letters: as a part of the text; the
 * shortest as a whole word; CJK as characters in their order. Each by the indexes.
 */
export function termCondition({ text, not }: SearchTerm, parameter: Parameter): string {
  const sql = conditionOf(text, parameter);
  return not ? `NOT (${sql})` : sql;
}

function conditionOf(text: string, parameter: Parameter): string {
  const isShort = [...text].length < TRIGRAM;
  if (!isShort && !CJK.test(text)) return `lower(m.plain) LIKE lower(${parameter(containsPattern(text))}::text)`;
  if (CJK.test(text)) return cjkCondition(text, parameter);
  const asWords = `(${BEYOND_ASCII} AND confab_words(m.plain) @@ confab_words_query(${parameter(text)}::text))`;
  if (!ASCII.test(text)) return asWords;
  return `(lower(m.plain) ~ ${parameter(wholeWord(text.toLowerCase()))}::text OR ${asWords})`;
}

/** The index of words holds only such texts, and is asked by saying so. */
const BEYOND_ASCII = "octet_length(m.plain) > char_length(m.plain)";

/**
 * Each of its characters by the index, and all of it by looking at what that finds: of words that stand side by side the
 * index says nothing without taking every text apart anew.
 */
function cjkCondition(text: string, parameter: Parameter): string {
  const characters = [...text].filter((character) => CJK.test(character)).join(" ");
  return `(${BEYOND_ASCII}
    AND confab_words(m.plain) @@ plainto_tsquery('pg_catalog.simple'::regconfig, ${parameter(characters)}::text)
    AND lower(m.plain) LIKE lower(${parameter(containsPattern(text))}::text))`;
}

/** What may stand beside a whole word in ASCII. Postgres finds an expression's trigrams only where it lists what it means. */
const EDGE = "[ \\t\\n!-/:-@\\[-^`{-~]";

/** A regular expression of Postgres's of which the trigrams are known: those with a word's edges. */
function wholeWord(text: string): string {
  // What holds no letter or digit has no trigram, and would be looked for in every message there is.
  if (!/[a-z0-9]/.test(text)) return "$.";
  return `(^|${EDGE})${text.replace(/[^a-z0-9]/g, "\\$&")}(${EDGE}|$)`;
}
