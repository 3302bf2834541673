// What the database holds after a run, read by SQL of our own: the checker trusts no query of the application.
import pg from "pg";

export type MessageRow = {
  id: string;
  threadId: string;
  authorId: string;
  clientId: string;
  seq: number;
  kind: "PERSON" | "SYSTEM" | "BOT";
  body: string;
  editCount: number;
  isDeleted: boolean;
  mentions: string[];
  mentionsEveryone: boolean;
};

export type DatabaseRows = {
  /** All messages of the run's threads. */
  messages: MessageRow[];
  edits: { messageId: string; version: number }[];
  /** Later changes in the run's threads' streams. */
  events: { threadId: string; seq: number }[];
  threads: { id: string; head: number; lastMessageSeq: number }[];
  participants: {
    threadId: string;
    userId: string;
    status: "ACTIVE" | "LEFT" | "BANNED";
    joinedSeq: number;
    lastReadSeq: number;
    markedUnreadSeq: number | null;
  }[];
  /** Keys that stand more than once anywhere in the whole database, `author clientId`. */
  doubledKeys: string[];
};

/** Reads all that concerns these threads, in one snapshot. */
export async function readDatabaseRows(url: string, threadIds: readonly string[]): Promise<DatabaseRows> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows = async <T>(text: string, values: unknown[] = [threadIds]) =>
    (await client.query(text, values)).rows as T[];
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return {
      messages: await rows(
        `SELECT id, "threadId", "authorId", "clientId", seq, kind::text AS kind, body, "editCount",
                "deletedAt" IS NOT NULL AS "isDeleted", mentions::text[] AS mentions, "mentionsEveryone"
           FROM "Message" WHERE "threadId" = ANY ($1::uuid[]) ORDER BY "threadId", seq`,
      ),
      edits: await rows(
        `SELECT e."messageId", e.version FROM "MessageEdit" e JOIN "Message" m ON m.id = e."messageId"
          WHERE m."threadId" = ANY ($1::uuid[])`,
      ),
      events: await rows(
        `SELECT substr(stream, 8) AS "threadId", seq FROM "Event"
          WHERE stream = ANY (SELECT 'thread:' || id FROM unnest($1::text[]) AS t(id))`,
      ),
      threads: await rows(`SELECT id, head, "lastMessageSeq" FROM "Thread" WHERE id = ANY ($1::uuid[])`),
      participants: await rows(
        `SELECT "threadId", "userId", status::text AS status, "joinedSeq", "lastReadSeq", "markedUnreadSeq"
           FROM "ThreadParticipant" WHERE "threadId" = ANY ($1::uuid[])`,
      ),
      doubledKeys: (
        await rows<{ key: string }>(
          `SELECT "authorId" || ' ' || "clientId" AS key FROM "Message" GROUP BY "authorId", "clientId" HAVING count(*) > 1`,
          [],
        )
      ).map(({ key }) => key),
    };
  } finally {
    await client.end();
  }
}
