import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PresenceView } from "../../lib/contract/events.ts";
import { type Device, openSocketHost, say, type SocketHost, untilTold } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

let host: SocketHost;

beforeAll(async () => {
  host = await openSocketHost();
});
afterAll(() => host.close());

/** What a device hears of presence, newest state by person. */
function hearPresence(device: Device): Map<string, PresenceView> {
  const heard = new Map<string, PresenceView>();
  device.socket.on("presence", (people) => people.forEach((person) => heard.set(person.userId, person)));
  return heard;
}

describe("typing", () => {
  it("E1: the others of a thread hear it, at most every 3 s, and no outsider does", async () => {
    const [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
    const threadId = await host.thread(ada, [cy]);
    const [a, c, d] = [await host.connect(ada), await host.connect(cy), await host.connect(dee)];
    const heard: string[] = [];
    for (const [name, device] of [
      ["a", a],
      ["c", c],
      ["d", d],
    ] as const)
      device.socket.on("typing", ({ userId }) => heard.push(`${name} ${userId}`));
    const answers = await Promise.all(Array.from({ length: 5 }, () => a.emit("typing", { threadId })));
    for (const answer of answers) expect(answer).toMatchObject({ ok: true });
    expect(await d.emit("typing", { threadId })).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
    await say(a, threadId, "sentinel");
    await untilTold(c, threadId, "sentinel");
    expect(heard).toEqual([`c ${ada.userId}`]);
  });

  it("E1: nobody hears it of a person who switched it off, nor in a large thread", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const [shy, large] = [await host.thread(ada, [cy]), await host.thread(ada, [cy])];
    await host.run(cy, "preference:update", { showTyping: false });
    await host.slot.prisma.thread.update({ where: { id: large }, data: { memberCount: 101 } });
    const [a, c] = [await host.connect(ada), await host.connect(cy)];
    const heard: string[] = [];
    for (const device of [a, c]) device.socket.on("typing", ({ threadId }) => heard.push(threadId));
    await c.emit("typing", { threadId: shy });
    await a.emit("typing", { threadId: large });
    await say(a, shy, "sentinel");
    await untilTold(c, shy, "sentinel");
    expect(heard).toEqual([]);
  });
});

describe("presence", () => {
  it("E2: the highest state of a person's devices, in one packet a second, to those who watch", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const watcher = await host.connect(ada);
    const heard = hearPresence(watcher);
    const first = await watcher.emit("presence:watch", { userIds: [cy.userId, ada.userId] });
    expect(first).toMatchObject({
      ok: true,
      data: expect.arrayContaining([expect.objectContaining({ userId: cy.userId, state: "offline" })]),
    });
    const [phone, laptop] = [await host.connect(cy), await host.connect(cy)];
    await until("Cy is online", () => heard.get(cy.userId)?.state === "online");
    await phone.emit("presence:set", { state: "idle" });
    await laptop.emit("presence:set", { state: "idle" });
    await until("Cy is idle", () => heard.get(cy.userId)?.state === "idle");
    await laptop.emit("presence:set", { state: "online" });
    await until("Cy is online again", () => heard.get(cy.userId)?.state === "online");
    phone.close();
    laptop.close();
    await until("Cy is offline", () => heard.get(cy.userId)?.state === "offline");
    await until(
      "it was written when",
      async () => (await host.slot.prisma.user.findUniqueOrThrow({ where: { id: cy.userId } })).lastSeenAt !== null,
    );
  });

  it("E2: who does not show it is offline to all, without a time", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    await host.run(cy, "preference:update", { showPresence: false });
    await host.connect(cy);
    const a = await host.connect(ada);
    expect(await a.emit("presence:watch", { userIds: [cy.userId] })).toMatchObject({
      data: [{ userId: cy.userId, state: "offline", lastSeenAt: null, dnd: false }],
    });
  });

  it("E2: who switches it off disappears at once for those who watch", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const [a, c] = [await host.connect(ada), await host.connect(cy)];
    const heard = hearPresence(a);
    await a.emit("presence:watch", { userIds: [cy.userId] });
    await c.run("preference:update", { showPresence: false });
    await until("Cy is gone", () => heard.get(cy.userId)?.state === "offline");
    await c.run("preference:update", { showPresence: true });
    await until("Cy is back", () => heard.get(cy.userId)?.state === "online");
  });

  it("E2: at most 200 people are watched, and only the last list counts", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const a = await host.connect(ada);
    expect(await a.emit("presence:watch", { userIds: Array(201).fill(cy.userId) })).toMatchObject({
      ok: false,
      error: { code: "INVALID" },
    });
    await a.emit("presence:watch", { userIds: [cy.userId] });
    await a.emit("presence:watch", { userIds: [ada.userId] });
    const heard = hearPresence(a);
    await host.connect(cy);
    await a.emit("presence:set", { state: "idle" });
    await until("the own change is heard", () => heard.get(ada.userId)?.state === "idle");
    expect(heard.has(cy.userId)).toBe(false);
  });
});

describe("receipts", () => {
  it("E3, R4: merged, to those looking at the thread, from people who show them", async () => {
    const [ada, bo, cy] = [await host.person("Ada"), await host.person("Bo"), await host.person("Cy")];
    const threadId = await host.thread(ada, [bo, cy]);
    await host.run(bo, "preference:update", { showReceipts: false });
    const [a, b, c] = [await host.connect(ada), await host.connect(bo), await host.connect(cy)];
    const heard: { by: string; who: string; upTo: number }[] = [];
    for (const [by, device] of [
      ["a", a],
      ["c", c],
    ] as const)
      device.socket.on("receipts", ({ receipts }) =>
        receipts.forEach(({ userId, lastReadSeq }) => heard.push({ by, who: userId, upTo: lastReadSeq })),
      );
    await a.emit("looking", { threadId });
    const seqs = [await say(a, threadId, "one"), await say(a, threadId, "two")].map(({ message }) => message.seq);
    for (const upToSeq of seqs) {
      await c.run("thread:read", { threadId, upToSeq });
      await b.run("thread:read", { threadId, upToSeq });
    }
    await until("the newest is heard", () => heard.some(({ who, upTo }) => who === cy.userId && upTo === seqs[1]));
    expect(heard.filter(({ who }) => who === bo.userId)).toEqual([]);
    expect(heard.filter(({ by }) => by === "c")).toEqual([]);
  });
});

describe("profiles", () => {
  it("a changed profile is told to those who share a thread and to nobody else", async () => {
    const [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
    const threadId = await host.thread(ada, [cy]);
    const [a, c, d] = [await host.connect(ada), await host.connect(cy), await host.connect(dee)];
    const heard: string[] = [];
    for (const [name, device] of [
      ["a", a],
      ["c", c],
      ["d", d],
    ] as const)
      device.socket.on("person", ({ displayName }) => heard.push(`${name} ${displayName}`));
    await a.run("profile:update", { displayName: "Ada R." });
    await until("both hear it", () => heard.length >= 2);
    await say(a, threadId, "sentinel");
    await untilTold(c, threadId, "sentinel");
    expect(heard.sort()).toEqual(["a Ada R.", "c Ada R."]);
  });
});

describe("backpressure", () => {
  it("F4: a socket that does not read is cut at 1 MiB and nobody else notices", async () => {
    const [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
    const threadId = await host.thread(ada, [cy, dee]);
    const [a, c, d] = [await host.connect(ada), await host.connect(cy), await host.connect(dee)];
    const engine = d.socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void } } } };
    engine.transport.ws._socket.pause();
    const body = "x".repeat(7_900);
    const serverSide = () => host.node.sockets.io.of("/").sockets.get(d.socket.id ?? "");
    let queued = 0;
    for (let n = 0; n < 2_000 && serverSide(); n += 50) {
      await Promise.all(Array.from({ length: 50 }, () => say(a, threadId, body)));
      const connection = serverSide()?.conn as unknown as
        | { transport: { socket?: { bufferedAmount: number } } }
        | undefined;
      queued = Math.max(queued, connection?.transport.socket?.bufferedAmount ?? 0);
    }
    expect(serverSide()).toBeUndefined();
    expect(queued).toBeLessThan(1.1 * 1024 * 1024);
    await say(a, threadId, "sentinel");
    await untilTold(c, threadId, "sentinel");
    expect(c.socket.connected).toBe(true);
  });
});
