// People, threads and histories for the bench, straight into the database: thousands in a second.
import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { LocalClerkKeys } from "../../server/local/clerk/keys.ts";
import { signToken } from "../../server/local/clerk/tokens.ts";
import { once } from "./bench-database.ts";
import type { Room } from "./room-load.ts";

const TOKEN_SECONDS = 4 * 3_600;

/** Makes `count` rooms of `size` members each, nobody in two of them. The tokens are the user's ids until signed. */
export async function makeRooms(
  databaseUrl: string,
  { count, size }: { count: number; size: number },
): Promise<Room[]> {
  const rooms: Room[] = Array.from({ length: count }, () => ({
    threadId: uuidv7(),
    members: Array.from({ length: size }, () => {
      const userId = uuidv7();
      return { userId, token: userId };
    }),
  }));
  const userIds = rooms.flatMap(({ members }) => members.map(({ userId }) => userId));
  await once(databaseUrl, MAKE_WORKSPACE);
  await once(databaseUrl, MAKE_PEOPLE, [userIds]);
  const threadIds = rooms.map(({ threadId }) => threadId);
  const owners = rooms.map(({ members }) => members[0]?.userId);
  await once(databaseUrl, MAKE_THREADS, [threadIds, owners, size]);
  const places = rooms.flatMap(({ threadId, members }) => members.map(({ userId }) => ({ threadId, userId })));
  await once(databaseUrl, MAKE_PARTICIPANTS, [
    places.map(({ threadId }) => threadId),
    places.map(({ userId }) => userId),
  ]);
  await once(databaseUrl, `ANALYZE "User", "Thread", "ThreadParticipant"`);
  return rooms;
}

/** Gives every member a session token of the stand-in, for pages of `origin`. */
export function signIn(rooms: readonly Room[], keys: LocalClerkKeys, origin: string): Room[] {
  const issued = Math.floor(Date.now() / 1_000);
  return rooms.map(({ threadId, members }) => ({
    threadId,
    members: members.map(({ userId }) => ({
      userId,
      token: signToken(keys, {
        azp: origin,
        exp: issued + TOKEN_SECONDS,
        fva: [0, -1],
        iat: issued - 1,
        iss: keys.issuer,
        jti: randomBytes(8).toString("hex"),
        nbf: issued - 10,
        sid: `sess_${userId}`,
        sts: "active",
        sub: `user_${userId}`,
        v: 2,
      }),
    })),
  }));
}

/** Fills a thread with `count` messages of its first member's, the newest a moment ago. */
export async function fillHistory(databaseUrl: string, room: Room, count: number): Promise<void> {
  // The rows point at what is there: checking each of half a million would take a minute.
  const unchecked = new URL(databaseUrl);
  unchecked.searchParams.set("options", "-c session_replication_role=replica");
  await once(unchecked.href, FILL, [room.threadId, room.members[0]?.userId, count]);
  await once(
    databaseUrl,
    `UPDATE "Thread" SET head = $2, "lastMessageSeq" = $2, "lastMessageAt" = now() WHERE id = $1`,
    [room.threadId, count],
  );
  await once(databaseUrl, `VACUUM ANALYZE "Message"`);
}

/** Puts somebody into `count` more threads of their own, each with 20 messages of somebody else's, 5 of them unread. */
export async function joinThreads(databaseUrl: string, userId: string, count: number): Promise<void> {
  await once(databaseUrl, JOIN_THREADS, [userId, count, EACH]);
  await once(databaseUrl, `ANALYZE "Thread", "ThreadParticipant", "Message"`);
}

const EACH = 20;
const JOIN_THREADS = `
  WITH other AS (
    SELECT id FROM "User" WHERE id <> $1::uuid LIMIT 1
  ), made AS (
    INSERT INTO "Thread" (id, kind, name, "createdById", "memberCount", head, "lastMessageSeq", "lastMessageAt")
    SELECT gen_random_uuid(), 'PRIVATE', 'many-' || n || '-' || right($1::text, 6), $1::uuid, 1, $3::int, $3::int, now()
      FROM generate_series(1, $2::int) n RETURNING id
  ), joined AS (
    INSERT INTO "ThreadParticipant" ("threadId", "userId", "lastReadSeq") SELECT id, $1::uuid, $3::int - 5 FROM made
  )
  INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain)
  SELECT gen_random_uuid(), made.id, other.id, gen_random_uuid(), 'filled', n, 'Message ' || n, 'Message ' || n
    FROM made, other, generate_series(1, $3::int) n`;

const MAKE_WORKSPACE = `INSERT INTO "Workspace" (id, name) VALUES (1, 'Bench') ON CONFLICT DO NOTHING`;
const MAKE_PEOPLE = `
  INSERT INTO "User" (id, "clerkId", "displayName", username, "updatedAt")
  SELECT u, 'user_' || u, 'Member ' || right(u::text, 6), 'm_' || replace(u::text, '-', ''), now() FROM unnest($1::uuid[]) u`;
const MAKE_THREADS = `
  INSERT INTO "Thread" (id, kind, name, "createdById", "memberCount")
  SELECT id, 'PRIVATE', 'room-' || right(id::text, 6), owner, $3 FROM unnest($1::uuid[], $2::uuid[]) AS n(id, owner)`;
const MAKE_PARTICIPANTS = `
  INSERT INTO "ThreadParticipant" ("threadId", "userId")
  SELECT * FROM unnest($1::uuid[], $2::uuid[])`;
const FILL = `
  INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain, "createdAt")
  SELECT gen_random_uuid(), $1, $2, gen_random_uuid(), 'filled', n,
    'Message ' || n || ' of a history that somebody scrolls through.', 'Message ' || n,
    now() - make_interval(secs => $3 - n)
  FROM generate_series(1, $3::int) n`;
