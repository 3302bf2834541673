import type { StreamName } from "../contract/ids.ts";
import { parseStream } from "../contract/stream-name.ts";
import type { Sql } from "../db.ts";
import type { Lock } from "./command.ts";

type HeadRow = { id: string; head: number };

/**
 * Locks in the order of PROTOCOL L9 (workspace, threads by id, users by id) and gives the streams' heads.
 * `FOR NO KEY UPDATE` lets inserts that merely refer to the row go on. A stream that does not exist is missing.
 */
export async function lockStreams(sql: Sql, locks: readonly Lock[]): Promise<Map<StreamName, number>> {
  if (locks.includes("workspace")) await sql.rows(`SELECT id FROM "Workspace" WHERE id = 1 FOR NO KEY UPDATE`, []);
  const streams = [...new Set(locks.filter((lock): lock is StreamName => lock !== "workspace"))].map((stream) => ({
    stream,
    ...parseStream(stream),
  }));
  const heads = new Map<StreamName, number>();
  for (const [of, table] of [
    ["thread", `"Thread"`],
    ["user", `"User"`],
  ] as const) {
    const wanted = streams.filter((stream) => stream.of === of);
    if (wanted.length === 0) continue;
    const rows = await sql.rows<HeadRow>(
      `SELECT id, head FROM ${table} WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
      [wanted.map(({ id }) => id)],
    );
    for (const row of rows) heads.set(`${of}:${row.id}`, row.head);
  }
  return heads;
}
