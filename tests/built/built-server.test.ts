import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import { type AppPerson, signInAt } from "../support/app-person.ts";
import { CpuMeter } from "../load/cpu.ts";
import { type AppServer, startAppServer } from "../support/app-server.ts";
import { createTestDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";

const root = join(import.meta.dirname, "../..");

describe("the build", () => {
  test("has no page made in advance: such a page carries no nonce", () => {
    const manifest = JSON.parse(readFileSync(join(root, ".next/prerender-manifest.json"), "utf8")) as {
      routes: Record<string, unknown>;
    };
    // Next's own last resort has no script of ours to run.
    const lastResort = "/_global-error";
    const isPage = (route: string) => route !== lastResort && !/\.(svg|ico|png|webmanifest|txt|xml)$/.test(route);
    const pages = Object.keys(manifest.routes).filter(isPage);
    expect(pages).toEqual([]);
  });
});

describe("the built server", () => {
  let server: AppServer;
  let ada: AppPerson;
  let bo: AppPerson;

  beforeAll(async () => {
    server = await startAppServer({ seed: true });
    [ada, bo] = await Promise.all([signInAt(server.url, "ada@confab.local"), signInAt(server.url, "bo@confab.local")]);
  }, 180_000);

  afterAll(() => server?.stop());

  test("a POST reaches a socket: routes and sockets share one process", async () => {
    const id = uuidv7();
    const created = await ada.call<ThreadEntry>("POST", "/api/threads", {
      id,
      kind: "PUBLIC",
      name: `built-${id.slice(-6)}`,
    });
    expect(created).toMatchObject({ ok: true, status: 201 });
    expect(await bo.call("PUT", `/api/threads/${id}/membership`, {})).toMatchObject({ ok: true });
    const { socket, events } = await bo.connect();
    const clientId = uuidv7();
    const sent = await ada.call("POST", `/api/threads/${id}/messages`, { clientId, body: "hello from a route" });
    expect(sent).toMatchObject({ ok: true, status: 201 });
    const seen = await until("the message is seen", () =>
      events.find(({ change }) => change?.kind === "message" && change.message.clientId === clientId),
    );
    expect(seen.change).toMatchObject({ message: { body: "hello from a route" } });
    socket.close();
  });

  test("answers a page with a nonce policy, and no stranger's script", async () => {
    const response = await fetch(`${server.url}/sign-in`);
    expect(response.status).toBe(200);
    const policy = response.headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(nonce).toMatch(/^[\w+/=-]{16,}$/);
    const scripts = [...(await response.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(
      scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`) && !tag.includes('type="application/json"')),
    ).toEqual([]);
    expect(response.headers.get("x-powered-by")).toBeNull();
  });

  test("goes on in peace when nobody reads its output any more, and the database is gone", async () => {
    const database = await createTestDatabase();
    const own = await startAppServer({ databaseUrl: database.url });
    own.process.stdout?.destroy();
    own.process.stderr?.destroy();
    await database.drop();
    const isReady = async () => (await fetch(`${own.url}/api/ready`)).ok;
    await until("it knows that the database is gone", async () => !(await isReady()));
    const [used, started] = [new CpuMeter({ pids: [own.process.pid ?? 0] }).start(), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    // Of one core; a busy machine only makes it less.
    expect(used() / 1_000 / (performance.now() - started)).toBeLessThan(0.2);
    await own.stop();
  }, 120_000);

  test("stops on SIGTERM with people connected, and says it was clean", async () => {
    const own = await startAppServer({ seed: true });
    const person = await signInAt(own.url, "cy@confab.local");
    const { socket } = await person.connect();
    expect(await own.stop()).toBe(0);
    await until("the socket is closed", () => socket.disconnected);
  }, 120_000);
});

describe("an insecure start is refused", () => {
  test("production without a database or Clerk names every problem and ends", async () => {
    const { code, output } = await tryToStart({});
    expect(code).toBe(1);
    for (const name of ["DATABASE_URL", "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"]) expect(output).toContain(name);
  });

  test("local identity on a public address is refused", async () => {
    const { code, output } = await tryToStart({
      DATABASE_URL: "postgresql://nobody@localhost:1/none",
      ALLOW_INSECURE_LOCAL_AUTH: "yes-only-on-this-machine",
      HOST: "0.0.0.0",
    });
    expect(code).toBe(1);
    expect(output).toContain("HOST must be localhost");
  });
});

async function tryToStart(given: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const env = { PATH: process.env.PATH, NODE_ENV: "production" as const, ...given };
  const child = spawn(process.execPath, ["dist/server/index.js"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  return { code, output };
}
