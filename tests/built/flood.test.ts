import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, runScript, startAppServer } from "../support/app-server.ts";

describe("npm run flood", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "confab-flood-"));
  let server: AppServer;

  beforeAll(async () => {
    server = await startAppServer({ seed: true, env: { DATA_DIR: dataDir, LIMIT_SCALE: "20" } });
  }, 180_000);
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const flood = (env: Record<string, string>, ...args: string[]) =>
    runScript("prisma/flood.ts", { PATH: process.env.PATH, NODE_ENV: "development", DATA_DIR: dataDir, ...env }, [
      "--url",
      server.url,
      ...args,
    ]);

  async function countMessages(): Promise<number> {
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM "Message"`);
    await client.end();
    return rows[0]?.count ?? 0;
  }

  test("writes at the rate it was told; every message it counts as acknowledged is there, once", async () => {
    const before = await countMessages();
    const output = await flood({}, "--rate", "20", "--seconds", "3", "--threads", "2");
    const [, sent, acknowledged] = /(\d+) messages in .* (\d+) acknowledged \(/.exec(output) ?? [];
    expect(Number(sent)).toBeGreaterThan(50);
    expect(acknowledged).toBe(sent);
    expect(await countMessages()).toBe(before + Number(sent));
    expect(output).toContain("0 without an answer");
    expect(output).toContain("into 2 threads");
  });

  test("refuses to run against Clerk, against another machine, and with nonsense", async () => {
    const keys = {
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
      CLERK_SECRET_KEY: "sk_test_x",
    };
    await expect(flood(keys, "--rate", "1", "--seconds", "1")).rejects.toThrow("local identity only");
    await expect(flood({}, "--url", "http://chat.example.org", "--rate", "1")).rejects.toThrow("on this machine");
    await expect(flood({}, "--rate", "0")).rejects.toThrow("--rate must be a whole number");
    await expect(flood({ DATA_DIR: join(dataDir, "nothing") }, "--rate", "1")).rejects.toThrow("no local identity");
  });
});
