import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLimits } from "../../lib/limits.ts";
import { createLog } from "../../lib/log.ts";
import { clientAddressReader } from "../../server/http/client-address.ts";
import { createHttpServer } from "../../server/http/http-server.ts";
import { createRequestListener, type ListenerParts } from "../../server/http/request-listener.ts";

const log = createLog({ level: "silent", pretty: false });
const passed: IncomingMessage[] = [];
let parts: ListenerParts | null;
let port: number;

const server = createHttpServer(createRequestListener(() => parts));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  passed.length = 0;
  parts = {
    limits: createLimits({ env: { LIMIT_SCALE: 1 }, log }),
    log,
    addressOf: clientAddressReader([]),
    hosts: new Set([`localhost:${port}`]),
    https: false,
    intercept: [],
    handle: async (incoming, response) => {
      passed.push(incoming);
      response.end("page");
    },
  };
});

type Answer = { status: number; headers: IncomingMessage["headers"]; body: string };

function ask(
  path: string,
  { headers = {}, method = "GET" }: { headers?: Record<string, string>; method?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { port, host: "127.0.0.1", path, method, headers: { host: `localhost:${port}`, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}

const codeOf = ({ body }: Answer) => (JSON.parse(body) as { error: { code: string } }).error.code;

describe("before any route", () => {
  it("our own names and headers pass, with an id and an address that are ours", async () => {
    const forged = { "x-request-id": "mine", "x-confab-address": "8.8.8.8" };
    const answer = await ask("/t/1?x=1", { headers: forged });
    expect(answer).toMatchObject({
      status: 200,
      body: "page",
      headers: { "x-content-type-options": "nosniff", "x-frame-options": "DENY" },
    });
    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(passed[0]?.headers).toMatchObject({
      "x-request-id": answer.headers["x-request-id"],
      "x-confab-address": "127.0.0.1",
    });
  });

  it("foreign names are refused, but for probes, which come by any name", async () => {
    for (const host of [
      "evil.example",
      `localhost:${port + 1}`,
      `127.0.0.1:${port}`,
      `localhost:${port}.evil.example`,
    ]) {
      const answer = await ask("/", { headers: { host } });
      expect(answer.status, host).toBe(421);
      expect(codeOf(answer)).toBe("INVALID");
    }
    expect(passed).toEqual([]);
    expect((await ask("/api/ready", { headers: { host: "10.0.0.3:3000" } })).status).toBe(200);
  });

  it("absolute-form targets and requests without a host are refused", async () => {
    const answer = await raw(`GET http://evil.example/ HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw("GET / HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`OPTIONS * HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(passed).toEqual([]);
  });

  it("a page is only read, and a route asked by no method but its own", async () => {
    for (const [method, path] of [
      ["POST", "/"],
      ["DELETE", "/t/1"],
      ["OPTIONS", "/sign-in"],
      ["TRACE", "/t/1"],
      ["TRACE", "/api/threads"],
      ["PROPFIND", "/api/threads"],
    ] as const) {
      const answer = await ask(path, { method });
      expect([method, path, answer.status, codeOf(answer)]).toEqual([method, path, 405, "METHOD"]);
    }
    expect(passed).toEqual([]);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
      expect([method, (await ask("/api/threads", { method })).status]).toEqual([method, 200]);
    expect((await ask("/t/1", { method: "HEAD" })).status).toBe(200);
  });

  it("what says it is too large is refused unread, and headers without end too", async () => {
    const announced = await raw(
      `POST /api/sync HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 99999999\r\n\r\n`,
    );
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    expect(await raw(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX: ${"x".repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    expect(passed).toEqual([]);
  });

  it("an address that asks too often gets 429 with both headers, before anything else is done", async () => {
    if (parts) parts.limits = createLimits({ env: { LIMIT_SCALE: 0.005 }, log });
    const answers: Answer[] = [];
    for (let n = 0; n < 12; n++)
      answers.push(await ask("/", { headers: { host: n % 2 ? "evil.example" : `localhost:${port}` } }));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    const [first] = refused as [Answer];
    expect(first.headers.ratelimit).toMatch(/^limit=7, remaining=0, reset=\d+$/);
    expect(Number(first.headers["retry-after"])).toBeGreaterThan(0);
    expect(JSON.parse(first.body)).toMatchObject({
      ok: false,
      error: { code: "RATE_LIMITED", retryAfterMs: expect.any(Number) },
    });
  });

  it("while the server starts, everybody is asked to come again", async () => {
    parts = null;
    const answer = await ask("/");
    expect(answer.status).toBe(503);
    expect(codeOf(answer)).toBe("UNAVAILABLE");
    expect(answer.headers).toMatchObject({ "retry-after": "1", refresh: "2" });
  });

  it("a handler that throws answers 500 without a word of the inside", async () => {
    if (parts) parts.handle = () => Promise.reject(new Error("select * from secrets"));
    const answer = await ask("/");
    expect(answer.status).toBe(500);
    expect(codeOf(answer)).toBe("INTERNAL");
    expect(answer.body).not.toContain("secrets");
  });
});

/** All that comes back for these bytes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (data) => {
      answer += data.toString();
      if (answer.includes("\r\n\r\n")) socket.destroy();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", () => resolve(answer));
  });
}
