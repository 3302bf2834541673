import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type Device,
  bodiesOf,
  type Node,
  openSocketHost,
  say,
  type SocketHost,
  untilTold,
} from "../support/socket-host.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";

// Two nodes over one Redis. Commands are published through the first node, as the process slot has one publisher.
let redis: TestRedis;
let host: SocketHost;
let second: Node;

beforeAll(async () => {
  redis = await startTestRedis();
  host = await openSocketHost({ redisUrl: redis.url });
  second = await host.addNode();
});
afterAll(async () => {
  await host.close();
  await redis.stop();
});

/** Other nodes hear a message only once their reader has begun. */
async function untilJoined(from: Device, to: Device, threadId: string): Promise<void> {
  await until("the nodes hear each other", async () => {
    await say(from, threadId, "hello?");
    return bodiesOf(to, threadId).length > 0;
  });
}

it("F5: what is written on one node reaches the sockets of the other once, and who came later likewise (L5)", async () => {
  const [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
  const threadId = await host.thread(ada, [cy, dee]);
  const a = await host.connect(ada);
  const old = await say(a, threadId, "before Dee's time");
  const where = { threadId_userId: { threadId, userId: dee.userId } };
  await host.slot.prisma.threadParticipant.update({ where, data: { joinedSeq: old.message.seq } });
  const [c, d] = [await host.connect(cy, { node: second }), await host.connect(dee, { node: second })];
  await untilJoined(a, c, threadId);
  await a.run("message:edit", { messageId: old.message.id, body: "edited" });
  await say(a, threadId, "both see this");
  await Promise.all([untilTold(c, threadId, "both see this"), untilTold(d, threadId, "both see this")]);
  expect(bodiesOf(c, threadId)).toContain("edited");
  expect(bodiesOf(d, threadId)).not.toContain("edited");
  expect(bodiesOf(c, threadId).filter((body) => body === "both see this")).toHaveLength(1);
  expect(bodiesOf(a, threadId).filter((body) => body === "both see this")).toHaveLength(1);
});

it("F3: a removal answered by one node holds on the other", async () => {
  const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
  const [threadId, sentinel] = [await host.thread(ada, [cy]), await host.thread(ada, [cy])];
  const [a, c] = [await host.connect(ada), await host.connect(cy, { node: second })];
  await untilJoined(a, c, threadId);
  expect(await a.run("participant:remove", { threadId, userId: cy.userId })).toMatchObject({ ok: true });
  await say(a, threadId, "after");
  await say(a, sentinel, "sentinel");
  await untilTold(c, sentinel, "sentinel");
  expect(bodiesOf(c, threadId)).not.toContain("after");
});

it("F3, C5: who is suspended, signed out or demoted by one node loses it on the other before the answer", async () => {
  const [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
  await host.slot.prisma.user.update({ where: { id: ada.userId }, data: { role: "OWNER" } });
  await host.slot.prisma.user.update({ where: { id: dee.userId }, data: { role: "ADMIN" } });
  const threadId = await host.thread(ada, [cy, dee]);
  const a = await host.connect(ada);
  const [c, elsewhere, d] = [
    await host.connect(cy, { node: second }),
    await host.connect(cy),
    await host.connect(dee, { node: second }),
  ];
  await untilJoined(a, c, threadId);

  expect(await a.run("user:suspend", { userId: cy.userId, reason: "spam" })).toMatchObject({ ok: true });
  await say(a, threadId, "after the suspension");
  await untilTold(d, threadId, "after the suspension");
  for (const device of [c, elsewhere]) {
    await until("the suspended person's socket is closed", () => device.socket.disconnected);
    expect(device.expired.length).toBeGreaterThan(0);
    expect(bodiesOf(device, threadId)).not.toContain("after the suspension");
  }
  expect(await host.refusal({ token: cy.token, node: second })).toBe("ACCOUNT_SUSPENDED");

  expect(await d.run("user:sign-out", { userId: ada.userId, reason: "no" })).toMatchObject({ error: { code: "RANK" } });
  expect(await a.run("user:role", { userId: dee.userId, role: "MEMBER", reason: "done" })).toMatchObject({ ok: true });
  expect(await d.run("user:suspend", { userId: cy.userId, reason: "still?" })).toMatchObject({
    error: { code: "FORBIDDEN" },
  });
  await until("Dee's own page hears of the new role", () =>
    d.events.some(({ change }) => change?.kind === "profile" && change.person.role === "MEMBER"),
  );

  expect(await a.run("user:sign-out", { userId: dee.userId, reason: "lost a laptop" })).toMatchObject({ ok: true });
  await say(a, threadId, "after the sign-out");
  await until("the signed-out person's socket is closed", () => d.socket.disconnected);
  expect(d.expired).toEqual(["SESSION_REVOKED"]);
  expect(bodiesOf(d, threadId)).not.toContain("after the sign-out");
  expect(await host.refusal({ token: dee.token })).toBe("UNAUTHENTICATED");
});

it("F3: a ban and the deletion of a thread, answered by one node, hold on the other", async () => {
  const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
  const [banned, deleted, sentinel] = [
    await host.thread(ada, [cy]),
    await host.thread(ada, [cy]),
    await host.thread(ada, [cy]),
  ];
  const [a, c] = [await host.connect(ada), await host.connect(cy, { node: second })];
  await untilJoined(a, c, banned);
  await untilJoined(a, c, deleted);
  const ban = { threadId: banned, userId: cy.userId, reason: "rude" };
  expect(await a.run("participant:ban", ban)).toMatchObject({ ok: true });
  await say(a, banned, "after the ban");
  expect(await a.run("thread:delete", { threadId: deleted, reason: "over" })).toMatchObject({ ok: true });
  const refused = { threadId: deleted, clientId: uuidv7(), body: "after the deletion" };
  expect(await a.run("message:send", refused)).toMatchObject({ ok: false, error: { code: "THREAD_DELETED" } });
  await say(a, sentinel, "sentinel");
  await untilTold(c, sentinel, "sentinel");
  expect(bodiesOf(c, banned)).not.toContain("after the ban");
  expect(await a.run("thread:restore", { threadId: deleted })).toMatchObject({ ok: true });
  await say(a, deleted, "and back");
  await untilTold(c, deleted, "and back");
});

it("E1, E2: typing and presence cross nodes", async () => {
  const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
  const threadId = await host.thread(ada, [cy]);
  const [a, c] = [await host.connect(ada), await host.connect(cy, { node: second })];
  await untilJoined(a, c, threadId);
  const states: string[] = [];
  a.socket.on("presence", (people) => states.push(...people.map(({ state }) => state)));
  await a.emit("presence:watch", { userIds: [cy.userId] });
  await c.emit("presence:set", { state: "idle" });
  await until("Ada hears that Cy is idle", () => states.includes("idle"));
  const typing: string[] = [];
  a.socket.on("typing", ({ userId }) => typing.push(userId));
  await c.emit("typing", { threadId });
  await until("Ada hears Cy typing", () => typing.includes(cy.userId));
  c.close();
  await until("Ada hears that Cy is offline", () => states.includes("offline"));
});

it("E2: a node that stops takes its people along", async () => {
  const third = await host.addNode();
  const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
  const threadId = await host.thread(ada, [cy]);
  const [a, c] = [await host.connect(ada), await host.connect(cy, { node: third })];
  await untilJoined(a, c, threadId);
  const states: string[] = [];
  a.socket.on("presence", (people) => states.push(...people.map(({ state }) => state)));
  await a.emit("presence:watch", { userIds: [cy.userId] });
  await c.emit("presence:set", { state: "idle" });
  await until("Ada hears of Cy", () => states.includes("idle"));
  await third.close();
  await until("Cy is gone", () => states.at(-1) === "offline");
});

it("F5: with Redis away a node serves its own sockets at once, and the others catch up by heads when it is back", async () => {
  const [ada, bo, cy] = [await host.person("Ada"), await host.person("Bo"), await host.person("Cy")];
  const threadId = await host.thread(ada, [bo, cy]);
  const [a, b, c] = [await host.connect(ada), await host.connect(bo), await host.connect(cy, { node: second })];
  await untilJoined(a, c, threadId);
  await redis.stop();
  const told: number[] = [];
  c.socket.on("heads", ({ threads }) => told.push(threads[threadId] ?? 0));
  const startedAt = performance.now();
  const sent = await say(a, threadId, "while away");
  await untilTold(b, threadId, "while away");
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await until("the other node's people hear of a newer head", () => told.some((head) => head >= sent.message.seq));
  await redis.start();
  await until("the nodes hear each other again", async () => {
    await say(a, threadId, "back");
    return bodiesOf(c, threadId).includes("back");
  });
}, 40_000);
