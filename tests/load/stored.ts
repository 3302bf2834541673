// The bench's checker: what was acknowledged against what Postgres holds.
import { once } from "./bench-database.ts";
import type { Faults } from "./room-load.ts";

/** Acknowledged messages that are not stored exactly once, and threads whose seq has a gap. Threads hold nothing else. */
export async function missingInDatabase(
  databaseUrl: string,
  acknowledged: readonly { threadId: string; clientIds: string[] }[],
): Promise<Faults> {
  const faults: Faults = [];
  const said = acknowledged.flatMap(({ clientIds }) => clientIds);
  const threadIds = acknowledged.map(({ threadId }) => threadId);
  const [stored] = await once<{ once: number; all: number }>(databaseUrl, STORED, [said, threadIds]);
  const [threads] = await once<{ broken: number }>(databaseUrl, BROKEN, [threadIds]);
  const missing = said.length - (stored?.once ?? 0);
  if (missing !== 0) faults.push(`${missing} acknowledged messages are not in Postgres exactly once`);
  if (stored && stored.all !== said.length)
    faults.push(`${stored.all - said.length} messages are in Postgres that nobody was told of`);
  if (threads && threads.broken > 0) faults.push(`${threads.broken} threads have a gap or a double in seq`);
  return faults;
}

const STORED = `
  SELECT (SELECT count(*)::int FROM (
      SELECT c FROM unnest($1::uuid[]) AS said(c) JOIN "Message" m ON m."clientId" = c AND m."threadId" = ANY ($2::uuid[])
      GROUP BY c HAVING count(*) = 1) found) AS once,
    (SELECT count(*)::int FROM "Message" WHERE "threadId" = ANY ($2::uuid[])) AS all`;
const BROKEN = `
  SELECT count(*)::int AS broken FROM "Thread" t
  LEFT JOIN LATERAL (SELECT count(*) AS n, count(DISTINCT seq) AS d, max(seq) AS last FROM "Message" m WHERE m."threadId" = t.id) m ON true
  WHERE t.id = ANY ($1::uuid[]) AND NOT (m.n = t.head AND m.d = t.head AND coalesce(m.last, 0) = t.head)`;
