/** What `from:`, `in:`, `has:`, `is:`, `before:` and `after:` may say. */
export const SEARCH_HAS = ["link", "code", "reaction", "file"] as const;
export const SEARCH_IS = ["edited", "reply", "mine", "mention", "pinned", "saved"] as const;

type Has = (typeof SEARCH_HAS)[number];
export type SearchIs = (typeof SEARCH_IS)[number];

/** One word or phrase to find, or to leave out. */
export type SearchTerm = { text: string; not: boolean };
export type SearchFilter =
  | { name: "from" | "in"; value: string; not: boolean }
  | { name: "has"; value: Has; not: boolean }
  | { name: "is"; value: SearchIs; not: boolean }
  /** A day, `YYYY-MM-DD`, of the reader's calendar: from its beginning on, or until then. */
  | { name: "before" | "after"; value: string; not: boolean };

export type SearchQuery = {
  terms: SearchTerm[];
  filters: SearchFilter[];
  /** What looked like an operator and says nothing that can be asked, as it was typed. */
  unknown: string[];
};

/** More than this is no question any more; the rest is left out and named in `unknown`. */
const PARTS_MAX = 20;

/** A sign, an operator, and a phrase in quotes or a word. */
const PART = /(-?)(?:(from|in|has|is|before|after):)?(?:"([^"]*)"?|(\S+))/giu;

/**
 * Reads what a person typed into a search field: words, "phrases", operators, each perhaps with a minus before it.
 * Pure and total: whatever is typed means something. The page and the server read it by this one function.
 */
export function parseSearch(text: string): SearchQuery {
  const query: SearchQuery = { terms: [], filters: [], unknown: [] };
  for (const [index, match] of [...text.matchAll(PART)].entries()) {
    const [typed, sign = "", operator, phrase, word] = match;
    const value = (phrase ?? word ?? "").trim();
    if (value === "" || value === "-") continue;
    if (index >= PARTS_MAX) query.unknown.push(typed);
    else if (operator) addFilter(query, { typed, name: operator.toLowerCase(), value, not: sign === "-" });
    else query.terms.push({ text: value, not: sign === "-" });
  }
  return query;
}

type Typed = { typed: string; name: string; value: string; not: boolean };

function addFilter({ filters, unknown }: SearchQuery, { typed, name, value, not }: Typed): void {
  const lower = value.toLowerCase();
  if (name === "from") filters.push({ name, value: lower.replace(/^@/, ""), not });
  else if (name === "in") filters.push({ name, value: lower.replace(/^#/, ""), not });
  else if (name === "has" && isOneOf(SEARCH_HAS, lower)) filters.push({ name, value: lower, not });
  else if (name === "is" && isOneOf(SEARCH_IS, lower)) filters.push({ name, value: lower, not });
  else if ((name === "before" || name === "after") && isDay(value)) filters.push({ name, value, not });
  else unknown.push(typed);
}

const isOneOf = <T extends string>(known: readonly T[], value: string): value is T => known.includes(value as T);

/** A day that there is, within the years that Postgres and people use. */
function isDay(value: string): boolean {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** Whether anything is asked at all: a search for nothing finds nothing. */
export const isEmptySearch = ({ terms, filters }: SearchQuery): boolean =>
  filters.length === 0 && terms.every(({ not }) => not);
