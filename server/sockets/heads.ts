import type { Sql } from "../../lib/db.ts";
import { lateRoom, type LiveServer, type LivePeople, type LiveSocket, threadRoom, userRoom } from "./live.ts";

/** So many rooms are told before other work of the process gets its turn. */
const ROOMS_A_TURN = 250;

/**
 * PROTOCOL G2: tells every room of this node what its stream is at, so that a lost last event is found too. One query,
 * one packet a room.
 */
export async function tellHeads({ io, people, sql }: { io: LiveServer; people: LivePeople; sql: Sql }): Promise<void> {
  const threadIds = new Set<string>();
  for (const socket of people.sockets()) for (const threadId of socket.data.threads.keys()) threadIds.add(threadId);
  const userIds = people.userIds();
  if (userIds.length === 0) return;
  const rows = await sql.rows<{ of: "thread" | "user"; id: string; head: number }>(HEADS, [[...threadIds], userIds]);
  for (const [index, { of, id, head }] of rows.entries()) {
    if (of === "user") io.local.to(userRoom(id)).emit("heads", { user: head, threads: {} });
    else io.local.to([threadRoom(id), lateRoom(id)]).emit("heads", { threads: { [id]: head } });
    if (index % ROOMS_A_TURN === ROOMS_A_TURN - 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** PROTOCOL G3: the heads of everything one socket is in, because its page asked. */
export async function tellHeadsTo(socket: LiveSocket, sql: Sql): Promise<void> {
  const { threads, actor } = socket.data;
  const rows = await sql.rows<{ of: "thread" | "user"; id: string; head: number }>(HEADS, [
    [...threads.keys()],
    [actor.userId],
  ]);
  const user = rows.find(({ of }) => of === "user");
  // What was left while the query ran is not told.
  const own = rows.filter(({ of, id }) => of === "thread" && threads.has(id));
  socket.emit("heads", {
    ...(user ? { user: user.head } : {}),
    threads: Object.fromEntries(own.map(({ id, head }) => [id, head])),
  });
}

const HEADS = `
  SELECT 'thread' AS of, id, head FROM "Thread" WHERE id = ANY ($1::uuid[])
  UNION ALL
  SELECT 'user', id, head FROM "User" WHERE id = ANY ($2::uuid[])`;
