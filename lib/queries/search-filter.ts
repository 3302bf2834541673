import type { SearchFilter, SearchIs } from "../contract/search-query.ts";
import { firstIdOf } from "./first-id-of.ts";

/** Whom, where and when the filters of a search speak of. */
export type NamedByFilters = {
  people: ReadonlyMap<string, string[]>;
  threads: ReadonlyMap<string, string[]>;
  /** When the days begin that `before:` and `after:` speak of, in ms. */
  days: ReadonlyMap<string, number>;
};

/**
 * What is rare among messages is found from where it stands, and by indexes over little: see the migration
 * `search_operators`. A count in the message's own row is no such place: an index over it would be written with each change.
 */
const HAS = {
  link: `m.body LIKE '%://%' AND m.body ~* 'https?://'`,
  code: "m.body LIKE '%`%'",
  reaction: `EXISTS (SELECT FROM "Reaction" r WHERE r."messageId" = m.id)`,
  file: `EXISTS (SELECT FROM "Attachment" a WHERE a."messageId" = m.id)`,
};
type Mine = (me: string) => string;
const IS: Record<SearchIs, string | Mine> = {
  edited: `EXISTS (SELECT FROM "MessageEdit" e WHERE e."messageId" = m.id)`,
  reply: `m."replyToId" IS NOT NULL`,
  mine: (me) => `m."authorId" = ${me}`,
  mention: (me) =>
    `(${me} = ANY (m.mentions) OR m."mentionsEveryone") AND (m.mentions <> '{}' OR m."mentionsEveryone")`,
  pinned: `m.id IN (SELECT n."messageId" FROM "Pin" n)`,
  saved: (me) => `m.id IN (SELECT v."messageId" FROM "SavedMessage" v WHERE v."userId" = ${me})`,
};

type FilterContext = { named: NamedByFilters; parameter: (value: unknown) => string; userId: string };

/** By how much the time of a message and that of its id may differ: two clocks, a machine apart. */
const SLACK_MS = 10 * 60 * 1_000;

/** The message before which all answers stand: the page's, or by an index by time (PROTOCOL L10) what `before:` says. */
export function searchedUntil(
  after: string | undefined,
  filters: readonly SearchFilter[],
  { days }: NamedByFilters,
): string | undefined {
  const bounds = filters.flatMap(({ name, value, not }) =>
    name === "before" && !not ? [firstIdOf((days.get(value) ?? 0) + SLACK_MS)] : [],
  );
  return [...(after ? [after.toLowerCase()] : []), ...bounds].sort()[0];
}

/** The condition on "Message" `m` that a filter stands for. */
export function filterCondition(filter: SearchFilter, context: FilterContext): string {
  const sql = conditionOf(filter, context);
  return filter.not ? `NOT (${sql})` : sql;
}

function conditionOf(filter: SearchFilter, { named, parameter, userId }: FilterContext): string {
  const begins = named.days.get(filter.value) ?? 0;
  const midnight = () => `${parameter(new Date(begins))}::timestamptz`;
  switch (filter.name) {
    case "from":
      return `m."authorId" = ANY (${parameter(named.people.get(filter.value) ?? [])}::uuid[])`;
    case "in":
      return `m."threadId" = ANY (${parameter(named.threads.get(filter.value) ?? [])}::uuid[])`;
    case "has":
      return HAS[filter.value];
    case "is": {
      const sql = IS[filter.value];
      return typeof sql === "string" ? sql : sql(`${parameter(userId)}::uuid`);
    }
    case "before":
      return `m."createdAt" < ${midnight()}`;
    case "after":
      return `m."createdAt" >= ${midnight()} AND m.id >= ${parameter(firstIdOf(begins - SLACK_MS))}::uuid`;
  }
}
