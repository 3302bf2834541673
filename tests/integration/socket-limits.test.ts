import { afterAll, beforeAll, expect, it } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { openSocketHost, type SocketHost } from "../support/socket-host.ts";

let host: SocketHost;

beforeAll(async () => {
  host = await openSocketHost({ limitScale: 0.1, timeScale: 1 });
});
afterAll(() => host.close());

it("limits answer with retryAfterMs and let the others go on", async () => {
  const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
  const threadId = await host.thread(ada, [cy]);
  const [a, c] = [await host.connect(ada), await host.connect(cy)];
  const send = () => a.run("message:send", { threadId, clientId: uuidv7(), body: "flood" });
  const answers = await Promise.all(Array.from({ length: 12 }, send));
  const refused = answers.filter((answer) => !answer.ok);
  expect(answers.filter((answer) => answer.ok).length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThanOrEqual(4);
  for (const answer of refused)
    expect(answer).toMatchObject({ error: { code: "RATE_LIMITED", retryAfterMs: expect.any(Number) } });
  expect(await c.run("message:send", { threadId, clientId: uuidv7(), body: "calm" })).toMatchObject({ ok: true });
});

it("frames of one socket are limited, whatever they are", async () => {
  const bo = await host.person("Bo");
  const device = await host.connect(bo);
  const answers = await Promise.all(Array.from({ length: 80 }, () => device.emit("nonsense", {})));
  const codes = new Set(answers.map((answer) => (answer.ok ? "ok" : answer.error.code)));
  expect([...codes].sort()).toEqual(["NOT_FOUND", "RATE_LIMITED"]);
});

it("one person holds only so many sockets, and the address is limited before authentication", async () => {
  const dee = await host.person("Dee");
  const first = await Promise.all(Array.from({ length: 5 }, () => host.connect(dee)));
  expect(first.every(({ socket }) => socket.connected)).toBe(true);
  const codes = new Set<string>();
  for (let n = 0; n < 30; n++) codes.add(await host.refusal({ token: dee.token }).catch(() => "accepted"));
  expect([...codes].sort()).toEqual(["RATE_LIMITED", "websocket error"]);
});
