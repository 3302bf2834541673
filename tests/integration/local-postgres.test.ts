import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isAlive } from "../../server/local/postgres-cluster.ts";
import { startLocalPostgres } from "../../server/local/postgres.ts";
import { until } from "../support/until.ts";

const holder = join(import.meta.dirname, "../support/hold-postgres.ts");
type Held = { process: ChildProcess; url: string; pid: number; port: number };

let dirs: string[] = [];
const running: { pid: number }[] = [];

function makeDir(mode = 0o755): string {
  const dir = mkdtempSync(join(tmpdir(), "confab-postgres-test-"));
  chmodSync(dir, mode);
  dirs.push(dir);
  return dir;
}

async function hold(
  dir: string,
  { as, durable = false }: { as?: { uid: number; gid: number }; durable?: boolean } = {},
): Promise<Held> {
  const child = spawn(process.execPath, ["--no-warnings", holder, dir, ...(durable ? ["durable"] : [])], {
    ...as,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
    env: { NODE_ENV: "test", PATH: process.env.PATH },
  });
  const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const held = JSON.parse(line.value as string) as { url: string; pid: number; port: number };
  running.push(held);
  return { process: child, ...held };
}

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

const supervisorOf = (dir: string) =>
  (JSON.parse(readFileSync(join(dir, "supervisor.json"), "utf8")) as { pid: number }).pid;
const dead = (pid: number) => until(`process ${pid} is gone`, () => !isAlive(pid));

beforeEach(() => {
  dirs = [];
});

afterEach(() => {
  for (const { pid } of running.splice(0)) if (isAlive(pid)) process.kill(pid, "SIGQUIT");
  for (const dir of dirs) {
    for (const folder of [dir, join(dir, "data")]) {
      const marker = join(folder, "moved-to");
      if (existsSync(marker)) rmSync(join(readFileSync(marker, "utf8").trim(), ".."), { recursive: true, force: true });
    }
    rmSync(dir, { recursive: true, force: true });
  }
});

describe("embedded Postgres", () => {
  test("starts, keeps data over a stop, and leaves no process behind", async () => {
    const dir = makeDir();
    const first = await startLocalPostgres({ dir, disposable: true });
    await run(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    expect(existsSync(join(dir, "supervisor.json"))).toBe(false);

    const second = await startLocalPostgres({ dir, disposable: true });
    expect(await run(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  test("is shared by all that run from one folder, and stops with the last", async () => {
    const dir = makeDir();
    const [one, two] = await Promise.all([startLocalPostgres({ dir, disposable: true }), hold(dir)]);
    expect(two.pid).toBe(one.pid);
    await one.stop();
    expect(await run(two.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    two.process.kill("SIGTERM");
    await dead(one.pid);
  });

  test("stops when its only user is killed with SIGKILL", async () => {
    const dir = makeDir();
    const held = await hold(dir);
    held.process.kill("SIGKILL");
    await dead(held.pid);
    await until("the record is removed", () => !existsSync(join(dir, "supervisor.json")));
  });

  test("is adopted when user and supervisor were both killed", async () => {
    const dir = makeDir();
    const held = await hold(dir);
    await run(held.url, "CREATE TABLE kept AS SELECT 7 AS answer");
    const supervisor = supervisorOf(dir);
    process.kill(supervisor, "SIGKILL");
    held.process.kill("SIGKILL");
    await dead(supervisor);
    expect(isAlive(held.pid)).toBe(true);

    const lines: string[] = [];
    const next = await startLocalPostgres({ dir, disposable: true, log: (line) => lines.push(line) });
    expect(next.pid).toBe(held.pid);
    expect(lines.join()).toContain("adopting");
    expect(await run(next.url, "SELECT answer FROM kept")).toEqual([{ answer: 7 }]);
    await next.stop();
    await dead(held.pid);
  });

  test("recovers what was committed when Postgres itself was killed too", async () => {
    const dir = makeDir();
    const held = await hold(dir, { durable: true });
    await run(held.url, "CREATE TABLE kept AS SELECT 9 AS answer");
    const supervisor = supervisorOf(dir);
    for (const pid of [supervisor, held.pid]) process.kill(pid, "SIGKILL");
    held.process.kill("SIGKILL");
    await dead(held.pid);
    const next = await startLocalPostgres({ dir });
    expect(await run(next.url, "SELECT answer FROM kept")).toEqual([{ answer: 9 }]);
    await next.stop();
  });

  test("two checkouts run side by side on different ports", async () => {
    const one = await startLocalPostgres({ dir: makeDir(), disposable: true });
    const two = await startLocalPostgres({ dir: makeDir(), disposable: true });
    expect(two.port).not.toBe(one.port);
    await run(one.url, "CREATE TABLE only_here ()");
    await expect(run(two.url, "SELECT * FROM only_here")).rejects.toThrow(/only_here/);
    await Promise.all([one.stop(), two.stop()]);
  });

  test("says in a sentence why it cannot start", async () => {
    const dir = makeDir();
    rmSync(dir, { recursive: true });
    writeFileSync(dir, "a file where the folder should be");
    await expect(startLocalPostgres({ dir, disposable: true })).rejects.toThrow(/EEXIST|ENOTDIR|not a directory/);
  });

  const asRoot = process.getuid?.() === 0;

  test.runIf(asRoot)(
    "root: a closed folder's cluster moves to a cache folder, and starts afresh with the folder",
    async () => {
      const dir = join(makeDir(0o700), "data");
      const first = await startLocalPostgres({ dir, disposable: true });
      await run(first.url, "CREATE TABLE kept AS SELECT 1 AS answer");
      await first.stop();
      const moved = readFileSync(join(dir, "moved-to"), "utf8").trim();
      expect(moved).toMatch(/confab\/[0-9a-f]{16}\/cluster$/);

      const second = await startLocalPostgres({ dir, disposable: true });
      expect(await run(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 1 }]);
      await second.stop();

      rmSync(dir, { recursive: true });
      const third = await startLocalPostgres({ dir, disposable: true });
      await expect(run(third.url, "SELECT answer FROM kept")).rejects.toThrow(/kept/);
      await third.stop();
    },
  );

  test.runIf(asRoot)("works as a plain user", async ({ skip }) => {
    const plain = { uid: 65_534, gid: 65_534 };
    const enters = spawn("/bin/sh", ["-c", `test -r '${holder}'`], { ...plain, cwd: "/" });
    const code = await new Promise((done) => enters.once("exit", done));
    if (code !== 0) skip("this checkout is closed to other users");
    const dir = makeDir(0o777);
    const held = await hold(dir, { as: plain });
    expect(await run(held.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    held.process.kill("SIGTERM");
    await dead(held.pid);
  });
});
