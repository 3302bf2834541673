// F3 to F6: what Postgres alone takes. F3 one prepared statement a message, F4 one insert for many rows, both into the
// real table with its keys; F5 a page of history and F6 a page of a search as the plainest prepared SQL.
import { v7 as uuidv7 } from "uuid";
import type pg from "pg";
import { messageViewSql } from "../../../lib/views/message-view.ts";
import { bodyOf } from "../wire.ts";

export type Write = { threadId: string; authorId: string };

const ONE = `
  WITH head AS (UPDATE "Thread" SET head = head + 1, "lastMessageSeq" = head + 1, "lastMessageAt" = now() WHERE id = $2::uuid RETURNING head)
  INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain)
  SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, head, $6, $6 FROM head RETURNING seq, "createdAt"`;

/** F3: numbers and stores one message. */
export async function writeOne(pool: pg.Pool, { threadId, authorId }: Write, tag: number): Promise<void> {
  const body = bodyOf(tag);
  await pool.query({ name: "f3", text: ONE, values: [uuidv7(), threadId, authorId, uuidv7(), HASH, body] });
}

const MANY = `
  INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain)
  SELECT id, thread, author, client, $5, seq, body, body
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $6::int[], $7::text[]) AS n(id, thread, author, client, seq, body)`;

/** F4: stores rows whose place is known already. */
export async function writeMany(pool: pg.Pool, rows: readonly (Write & { seq: number; tag: number })[]): Promise<void> {
  const values = [
    rows.map(() => uuidv7()),
    rows.map(({ threadId }) => threadId),
    rows.map(({ authorId }) => authorId),
    rows.map(() => uuidv7()),
    HASH,
    rows.map(({ seq }) => seq),
    rows.map(({ tag }) => bodyOf(tag)),
  ];
  await pool.query({ name: "f4", text: MANY, values });
}

const PAGE = `
  SELECT json_agg(${messageViewSql})::text AS page FROM (
    SELECT * FROM "Message" WHERE "threadId" = $1::uuid AND seq < $2 ORDER BY seq DESC LIMIT 50) m`;

/** F5: 50 messages before a seq, as the JSON text that goes over the wire, for whoever asks: no access, quotes or ends. */
export async function readPage(pool: pg.Pool, threadId: string, before: number): Promise<string> {
  const { rows } = await pool.query<{ page: string }>({ name: "f5", text: PAGE, values: [threadId, before] });
  return rows[0]?.page ?? "";
}

const SEARCH = `
  SELECT json_agg(${messageViewSql})::text AS page FROM (
    SELECT * FROM "Message" WHERE "threadId" = ANY ($1::uuid[]) AND "deletedAt" IS NULL AND lower(plain) LIKE $2
    ORDER BY id DESC LIMIT 20) m`;

/** F6: the newest 20 messages of known threads that match a pattern: no operators, access or what stands around them. */
export async function searchWords(pool: pg.Pool, threadIds: readonly string[], pattern: string): Promise<string> {
  const { rows } = await pool.query<{ page: string }>({ name: "f6", text: SEARCH, values: [threadIds, pattern] });
  return rows[0]?.page ?? "";
}

/** As long as the subject's hashes are. */
const HASH = "x".repeat(43);
