import type pg from "pg";

/** One hash for everything that is in the database, whatever the order of its rows. */
export async function databaseChecksum(pool: pg.Pool): Promise<string> {
  const tables = await pool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const parts = tables.rows.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) AS rows, sum(hashtextextended(t::text, 0)::numeric) AS hash FROM ${name} t`,
  );
  const { rows } = await pool.query<{ name: string; rows: string; hash: string | null }>(
    `${parts.join(" UNION ALL ")} ORDER BY 1`,
  );
  return rows.map(({ name, rows: count, hash }) => `${name}:${count}:${hash ?? "-"}`).join("\n");
}

/**
 * What is wrong with the streams (PROTOCOL L1, L2): every seq up to the head taken once, by a message or an event, and
 * nothing beyond it. Empty where all is well; `trimmed` events are no fault.
 */
export async function streamFaults(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ fault: string }>(`
    WITH places AS (
      SELECT 'thread:' || "threadId" AS stream, seq FROM "Message"
      UNION ALL SELECT stream, seq FROM "Event"
    ), heads AS (
      SELECT 'thread:' || id AS stream, head FROM "Thread" UNION ALL SELECT 'user:' || id, head FROM "User"
    )
    SELECT h.stream || ' head ' || h.head || ' has ' || count(p.seq) || ' changes, ' || count(DISTINCT p.seq)
      || ' places, the last ' || coalesce(max(p.seq), 0) AS fault
    FROM heads h LEFT JOIN places p ON p.stream = h.stream
    GROUP BY h.stream, h.head
    HAVING count(p.seq) <> h.head OR count(DISTINCT p.seq) <> h.head OR coalesce(max(p.seq), 0) <> h.head
    UNION ALL
    SELECT 'thread ' || t.id || ' says its last message is ' || t."lastMessageSeq"
    FROM "Thread" t WHERE t."lastMessageSeq" <> coalesce((SELECT max(m.seq) FROM "Message" m WHERE m."threadId" = t.id), 0)`);
  return rows.map(({ fault }) => fault);
}
