import { afterAll, beforeAll, expect, it } from "vitest";
import pg from "pg";
import { databaseIsAway } from "../../lib/database-errors.ts";
import { createPool, inPipeline, type ProcessPool } from "../../lib/db.ts";
import { SilentConnections } from "../../lib/silent-connections.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp-proxy.ts";

// A cut cable tells nobody: what was asked would wait for ever, and with it every message that is sent.

let database: TestDatabase;
let proxy: TcpProxy;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const there = new URL(database.url);
  proxy = await startTcpProxy({ targets: [Number(there.port)] });
  there.port = String(proxy.port);
  url = there.href;
});
afterAll(async () => {
  await proxy.close();
  await database.drop();
});

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

it("ends a connection that owes an answer too long, and the next statement finds another", async () => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on("error", () => undefined);
  const silent = new SilentConnections();
  silent.watch(pool, 500);
  try {
    await pool.query("SELECT 1");
    proxy.silenceOpen("down");
    const error = await failure(pool.query("SELECT 1"));
    expect(databaseIsAway(error)).toBe(true);
    expect((await pool.query("SELECT 2 AS two")).rows).toEqual([{ two: 2 }]);
    // Slow is not silent where nothing is owed, nor while an answer is still within its time.
    const held = await pool.connect();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await held.query("SELECT 3 AS three")).rows).toEqual([{ three: 3 }]);
    held.release();
  } finally {
    silent.stop();
    await pool.end();
  }
});

it("takes new connections for all of the process once one was found silent, those of sends too", async () => {
  const pool: ProcessPool = createPool({ url, max: 2 });
  pool.on("error", () => undefined);
  const write = () =>
    inPipeline(pool, async ({ sql, commit }) => {
      const read = sql.rows<{ one: number }>("SELECT 1 AS one", []);
      commit();
      return read;
    });
  try {
    await Promise.all([pool.query("SELECT 1"), write()]);
    proxy.silenceOpen("up");
    const stuck = [failure(pool.query("SELECT 1")), failure(write())];
    let ended = 0;
    for (const error of stuck) void error.then(() => (ended += 1));
    await until("what waits is ended", async () => {
      await pool.renew();
      return ended === stuck.length;
    });
    for (const error of await Promise.all(stuck)) expect(databaseIsAway(error)).toBe(true);
    expect(await write()).toEqual([{ one: 1 }]);
    expect((await pool.query("SELECT 2 AS two")).rows).toEqual([{ two: 2 }]);
  } finally {
    await pool.end();
  }
});
