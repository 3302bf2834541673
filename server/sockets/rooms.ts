import type { Sql } from "../../lib/db.ts";
import { lateRoom, lookingRoom, type LivePeople, type LiveSocket, threadRoom, userRoom } from "./live.ts";
import { endSession } from "./sessions.ts";

/** Where one person belongs, read in one snapshot. */
type Place = { head: number; threads: Map<string, { head: number; joinedSeq: number }> };

type Waiting = { userId: string; resolve(): void; reject(error: unknown): void };

/** As many people as one query reads at once. */
const BATCH = 500;

/**
 * Keeps sockets in the rooms that the database says (PROTOCOL C2, F3). All of it goes through one queue, one read at a
 * time: two reads side by side could be applied in the wrong order and put a removed person back.
 */
export class RoomKeeper {
  readonly #sql: Sql;
  readonly #people: LivePeople;
  readonly #bootId: string;
  #waiting: Waiting[] = [];
  #running = false;

  constructor({ sql, people, bootId }: { sql: Sql; people: LivePeople; bootId: string }) {
    this.#sql = sql;
    this.#people = people;
    this.#bootId = bootId;
  }

  /**
   * Lets an authenticated socket in: joins its rooms, then reads memberships again together with the heads and emits
   * `ready` (PROTOCOL C2). Whatever is published between the two reads reaches the socket or is within the heads.
   */
  async admit(socket: LiveSocket): Promise<void> {
    const { userId } = socket.data.actor;
    this.#people.add(socket);
    await socket.join(userRoom(userId));
    await this.refresh([userId]);
    socket.data.stage = "joined";
    await this.refresh([userId]);
  }

  /** Reads these people's memberships again and moves their sockets. Resolves when it is done on this node. */
  async refresh(userIds: readonly string[]): Promise<void> {
    const here = userIds.filter((userId) => this.#people.socketsOf(userId).size > 0);
    await Promise.all(here.map((userId) => this.#enqueue(userId)));
  }

  #enqueue(userId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ userId, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Sockets that arrive in the same turn share one query: a restart brings thousands at once.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      try {
        await this.#move([...new Set(batch.map(({ userId }) => userId))]);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = false;
  }

  async #move(userIds: string[]): Promise<void> {
    // Taken before the read: a socket that joined only while it ran is told by the next one.
    const joinedBefore = new Set(this.#socketsOf(userIds).filter(({ data }) => data.stage === "joined"));
    const places = await readPlaces(this.#sql, userIds);
    const moved: { socket: LiveSocket; threadIds: string[] }[] = [];
    for (const socket of this.#socketsOf(userIds)) {
      const place = places.get(socket.data.actor.userId);
      if (!place) {
        endSession(socket, "ACCOUNT_SUSPENDED");
        continue;
      }
      const threadIds = moveSocket(socket, place);
      if (joinedBefore.has(socket)) this.#tellReady(socket, place);
      if (threadIds.length > 0 && socket.data.stage === "ready") moved.push({ socket, threadIds });
    }
    if (moved.length > 0) await this.#tellHeads(moved);
  }

  #socketsOf(userIds: readonly string[]): LiveSocket[] {
    return userIds.flatMap((userId) => [...this.#people.socketsOf(userId)]);
  }

  #tellReady(socket: LiveSocket, { head, threads }: Place): void {
    socket.data.stage = "ready";
    socket.emit("ready", {
      userHead: head,
      heads: Object.fromEntries([...threads].map(([id, thread]) => [id, thread.head])),
      serverTime: new Date().toISOString(),
      protocol: 1,
      boot: this.#bootId,
    });
  }

  /** What was published between the read and the join is missed by both; heads read after the join tell of it. */
  async #tellHeads(joined: { socket: LiveSocket; threadIds: string[] }[]): Promise<void> {
    const ids = [...new Set(joined.flatMap(({ threadIds }) => threadIds))];
    const rows = await this.#sql.rows<{ id: string; head: number }>(
      `SELECT id, head FROM "Thread" WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    const heads = new Map(rows.map(({ id, head }) => [id, head]));
    for (const { socket, threadIds } of joined) {
      const known = threadIds.flatMap((id) => (heads.has(id) ? [[id, heads.get(id) as number] as const] : []));
      socket.emit("heads", { threads: Object.fromEntries(known) });
    }
  }
}

async function readPlaces(sql: Sql, userIds: string[]): Promise<Map<string, Place>> {
  // One statement, so that memberships and heads are of one snapshot.
  const rows = await sql.rows<{ userId: string; threadId: string | null; head: number; joinedSeq: number }>(PLACES, [
    userIds,
  ]);
  const places = new Map<string, Place>();
  for (const { userId, threadId, head } of rows)
    if (threadId === null) places.set(userId, { head, threads: new Map() });
  for (const { userId, threadId, head, joinedSeq } of rows)
    if (threadId !== null) places.get(userId)?.threads.set(threadId, { head, joinedSeq });
  return places;
}

const PLACES = `
  SELECT u.id AS "userId", NULL::uuid AS "threadId", u.head, 0 AS "joinedSeq"
    FROM "User" u WHERE u.id = ANY ($1::uuid[]) AND u.status = 'ACTIVE'
  UNION ALL
  SELECT p."userId", p."threadId", t.head, p."joinedSeq"
    FROM "ThreadParticipant" p JOIN "Thread" t ON t.id = p."threadId"
   WHERE p."userId" = ANY ($1::uuid[]) AND p.status = 'ACTIVE' AND t.state <> 'DELETED'`;

/** Leaves what is gone and joins what is new; gives the threads joined. */
function moveSocket(socket: LiveSocket, { threads }: Place): string[] {
  const { data } = socket;
  for (const [threadId, joinedSeq] of data.threads) {
    if (threads.get(threadId)?.joinedSeq === joinedSeq) continue;
    void socket.leave(threadRoom(threadId));
    void socket.leave(lateRoom(threadId));
    void socket.leave(lookingRoom(threadId));
    data.threads.delete(threadId);
  }
  const joined = [...threads].filter(([threadId]) => !data.threads.has(threadId));
  for (const [threadId, { joinedSeq }] of joined) data.threads.set(threadId, joinedSeq);
  // The memory adapter, which the Redis one extends, joins before it returns.
  void socket.join(
    joined.map(([threadId, { joinedSeq }]) => (joinedSeq > 0 ? lateRoom(threadId) : threadRoom(threadId))),
  );
  if (data.looking !== null && !data.threads.has(data.looking)) data.looking = null;
  return joined.map(([threadId]) => threadId);
}
