import type { Sql } from "../db.ts";
import { extractMentions } from "../markdown/mentions.ts";
import type { BatchItem } from "./command.ts";

const CALLED = `
  SELECT i.ord::int AS ord, p."userId" FROM unnest($1::int[], $2::uuid[], $3::uuid[]) AS i(ord, thread, grp)
  JOIN "PeopleGroupMember" n ON n."groupId" = i.grp
  JOIN "ThreadParticipant" p ON p."threadId" = i.thread AND p."userId" = n."userId" AND p.status = 'ACTIVE'
  ORDER BY 1, 2`;

type Calling = { ord: number; threadId: string; groupIds: readonly string[] };

async function membersCalled(sql: Sql, calling: readonly Calling[]): Promise<Map<number, string[]>> {
  const called = new Map<number, string[]>();
  const pairs = calling.flatMap(({ ord, threadId, groupIds }) => groupIds.map((id) => ({ ord, threadId, id })));
  if (pairs.length === 0) return called;
  const rows = await sql.rows<{ ord: number; userId: string }>(CALLED, [
    pairs.map(({ ord }) => ord),
    pairs.map(({ threadId }) => threadId),
    pairs.map(({ id }) => id),
  ]);
  for (const { ord, userId } of rows) called.set(ord, [...(called.get(ord) ?? []), userId]);
  return called;
}

/** The people of groups who are in a thread now: whom a message there calls by them. */
export async function calledByGroups(sql: Sql, threadId: string, groupIds: readonly string[]): Promise<string[]> {
  const called = await membersCalled(sql, [{ ord: 0, threadId, groupIds }]);
  return [...new Set(called.get(0))];
}

/** The same for each message of a flush, by its place; asks nothing where none names a group. */
export function readCalledFacts(
  sql: Sql,
  items: readonly BatchItem<"message:send">[],
): Promise<ReadonlyMap<number, string[]>> {
  const calling = items.flatMap(({ input: { body, threadId } }, ord) =>
    body.includes("<&") ? [{ ord, threadId, groupIds: extractMentions(body).groupIds }] : [],
  );
  return membersCalled(sql, calling);
}
