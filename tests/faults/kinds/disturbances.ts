// What can be done to an installation for some milliseconds and then undone: one at a time in faults of their own, and
// two at a time by chance.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { FaultRun } from "../run-fault.ts";
import type { Link } from "../world.ts";
import { shiftClock } from "../shift-clock.ts";

export type Networks = { writers: Link[]; screens: Link[] };
export type Disturbance = { name: string; disturb(run: FaultRun, ms: number, networks: Networks): Promise<void> };

/** Somebody holds one thread's row; the others go on. */
export async function holdThread(run: FaultRun, threadId: string, ms: number): Promise<void> {
  await inOwnConnection(run, async (client) => {
    await client.query("BEGIN");
    await client.query(`SELECT 1 FROM "Thread" WHERE id = $1 FOR UPDATE`, [threadId]);
    await sleep(ms);
    await client.query("ROLLBACK");
  });
}

/** Somebody holds the whole table of messages: nothing can be sent, and everything can be read. */
export async function holdMessages(run: FaultRun, ms: number): Promise<void> {
  await inOwnConnection(run, async (client) => {
    await client.query(`BEGIN; LOCK TABLE "Message" IN EXCLUSIVE MODE`);
    await sleep(ms);
    await client.query("ROLLBACK");
  });
}

/** Others take every connection of the database for `ms`, those of the server included, which is thrown out. */
export async function exhaustConnections(run: FaultRun, ms: number): Promise<number> {
  const taken: pg.Client[] = [];
  const url = run.world.databaseUrl();
  const take = async () => {
    const client = new pg.Client({ connectionString: url, application_name: "greedy" });
    client.on("error", () => undefined);
    await client.connect();
    taken.push(client);
  };
  /** False where there was none left. */
  const takeMore = async () =>
    (await Promise.allSettled(Array.from({ length: 10 }, take))).every(({ status }) => status === "fulfilled");
  try {
    await take();
    let fullSince = Number.POSITIVE_INFINITY;
    while (performance.now() - fullSince < ms || fullSince === Number.POSITIVE_INFINITY) {
      if (await takeMore()) continue;
      fullSince = Math.min(fullSince, performance.now());
      await taken[0]!.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name <> 'greedy' AND pid <> pg_backend_pid()`,
      );
      await sleep(20);
    }
    return taken.length;
  } finally {
    await Promise.all(taken.map((client) => client.end().catch(() => undefined)));
  }
}

/** The clocks of all clients are off. */
export async function shiftClients(ms: number, forMs: number): Promise<void> {
  const setRight = shiftClock(ms);
  try {
    await sleep(forMs);
  } finally {
    setRight();
  }
}

async function inOwnConnection(run: FaultRun, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: run.world.databaseUrl() });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const anyOf = <T>(run: FaultRun, all: readonly T[]): T => all[run.dice(all.length)]!;

// What one disturbance holds may be lost to the other.
export const DISTURBANCES: readonly Disturbance[] = [
  {
    name: "clients cut off",
    async disturb(_run, ms, { writers, screens }) {
      const all = [...writers, ...screens];
      for (const link of all) link.cut();
      await sleep(ms);
      for (const link of all) link.mend();
    },
  },
  {
    name: "clients on a slow line in slices",
    async disturb(_run, ms, { writers, screens }) {
      const all = [...writers, ...screens];
      for (const [at, link] of all.entries()) {
        link.delay(20 + 20 * at);
        link.slice(50);
      }
      await sleep(ms);
      for (const link of all) link.mend();
    },
  },
  {
    name: "a server process killed",
    async disturb(run, ms) {
      const node = anyOf(run, run.world.nodes);
      await node.kill();
      await sleep(ms / 4);
      await node.start();
    },
  },
  {
    name: "a server process that stands still",
    async disturb(run, ms) {
      const node = anyOf(run, run.world.nodes);
      node.signal("SIGSTOP");
      await sleep(ms);
      node.signal("SIGCONT");
    },
  },
  {
    name: "Postgres killed",
    async disturb(run, ms) {
      await run.world.postgres.kill();
      await sleep(ms / 4);
      await run.world.postgres.start();
      run.world.aimAtPostgres();
    },
  },
  {
    name: "the link to Postgres cut",
    async disturb(run, ms) {
      const link = anyOf(run, run.world.databaseLinks);
      link.cut();
      await sleep(ms);
      link.mend();
    },
  },
  {
    name: "the link to Postgres silent one way",
    async disturb(run, ms) {
      anyOf(run, run.world.databaseLinks).silenceOpen(run.dice(2) === 0 ? "up" : "down");
      await sleep(ms);
    },
  },
  {
    name: "Redis killed",
    async disturb(run, ms) {
      await run.world.redis!.stop();
      await sleep(ms);
      await run.world.redis!.start();
    },
  },
  {
    name: "the link to Redis silent one way",
    async disturb(run, ms) {
      anyOf(run, run.world.redisLinks).silenceOpen(run.dice(2) === 0 ? "up" : "down");
      await sleep(ms);
    },
  },
  {
    name: "a lock on a thread",
    disturb: (run, ms) => holdThread(run, anyOf(run, run.threads), ms).catch(() => undefined),
  },
  {
    name: "a lock on all messages",
    disturb: (run, ms) => holdMessages(run, ms).catch(() => undefined),
  },
  {
    name: "no connection left",
    disturb: async (run, ms) => void (await exhaustConnections(run, ms).catch(() => 0)),
  },
  {
    name: "clients' clocks 10 minutes late",
    disturb: (_run, ms) => shiftClients(-600_000, ms),
  },
];
