// Persisted before delivered, tried on the running server: while nothing can be written, nobody may hear anything.
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { BenchContext } from "./bench-context.ts";
import { RoomLoad } from "./room-load.ts";

export type Correctness = {
  ok: boolean;
  /** Messages that the subject acknowledged during the whole run, each looked up in Postgres. */
  acknowledged: number;
  /** Deliveries and acknowledgements while the table was locked; must be 0. */
  whileLocked: number;
  faults: string[];
};

const LOCKED_MS = 1_000;
const SENT = 50;

/** Locks "Message" for a second under a load; then, and for all loads before, gives what was found. */
export async function checkCorrectness(context: BenchContext): Promise<Correctness> {
  const rooms = await context.rooms({ count: 5, size: 4 });
  const { port, meter, databaseUrl } = context.subject;
  const load = new RoomLoad({ rooms, port, meter });
  await load.connect();
  const whileLocked = await countWhileLocked(databaseUrl, load);
  await load.drain();
  await context.check(load);
  load.close();
  const faults = [...context.faults];
  if (whileLocked > 0) faults.push(`${whileLocked} deliveries or acknowledgements while nothing could be written`);
  if (load.acknowledgedCount !== SENT + rooms.length)
    faults.push(`${SENT + rooms.length - load.acknowledgedCount} messages were not acknowledged after the lock`);
  return { ok: faults.length === 0, acknowledged: context.acknowledged, whileLocked, faults };
}

async function countWhileLocked(databaseUrl: string, load: RoomLoad): Promise<number> {
  load.throwIn(5);
  await load.drain();
  const before = load.delivered + load.acknowledgedCount;
  const locker = new pg.Client({ connectionString: databaseUrl });
  await locker.connect();
  try {
    await locker.query(`BEGIN; LOCK TABLE "Message" IN EXCLUSIVE MODE`);
    load.throwIn(SENT);
    await wait(LOCKED_MS);
    const during = load.delivered + load.acknowledgedCount - before;
    await locker.query("ROLLBACK");
    return during;
  } finally {
    await locker.end();
  }
}
