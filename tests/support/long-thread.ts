import { v7 as uuidv7 } from "uuid";
import pg from "pg";

type LongThread = { threadId: string; name: string; count: number };

const THREAD = `INSERT INTO "Thread" (id, kind, name, head, "lastMessageSeq", "lastMessageAt", "memberCount", "createdById")
  SELECT $1::uuid, 'PUBLIC', $2, $3, $3, now(), count(*), min(id::text)::uuid FROM "User" WHERE status = 'ACTIVE'`;

/** Everybody has read all of it: it is opened at its end. */
const MEMBERS = `INSERT INTO "ThreadParticipant" ("threadId", "userId", "lastReadSeq")
  SELECT $1::uuid, id, $2 FROM "User" WHERE status = 'ACTIVE'`;

/** A line a minute, three of one author in a row, each ninth of them longer. */
const MESSAGES = `INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain, "createdAt")
  SELECT gen_random_uuid(), $1::uuid, w.ids[1 + (n / 3) % cardinality(w.ids)], gen_random_uuid(), '', n, b.text, b.text,
    now() - make_interval(mins => $2 - n)
  FROM generate_series(1, $2) n, (SELECT array_agg(id ORDER BY id) AS ids FROM "User" WHERE status = 'ACTIVE') w,
    LATERAL (SELECT 'entry ' || n || CASE WHEN n % 9 = 0 THEN repeat(' and what came of it', n % 40) ELSE '' END AS text) b`;

/** Puts a PUBLIC thread of `count` messages into a database, with everybody in it; a message's text is `entry <seq>`. */
export async function insertLongThread(databaseUrl: string, { name, count }: Omit<LongThread, "threadId">) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const thread: LongThread = { threadId: uuidv7(), name, count };
    await client.query(THREAD, [thread.threadId, name, count]);
    await client.query(MEMBERS, [thread.threadId, count]);
    await client.query(MESSAGES, [thread.threadId, count]);
    await client.query(`ANALYZE "Message"`);
    return thread;
  } finally {
    await client.end();
  }
}
