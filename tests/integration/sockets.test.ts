import { connect as connectTcp } from "node:net";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodiesOf, openSocketHost, say, type SocketHost, untilTold } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

let host: SocketHost;

beforeAll(async () => {
  host = await openSocketHost();
});
afterAll(() => host.close());

describe("handshakes", () => {
  it("C1: only a page of our own origin may connect", async () => {
    const cy = await host.person("Cy");
    const good = await host.connect(cy);
    expect(good.ready.protocol).toBe(1);
    const port = new URL(host.origin).port;
    const foreign = [
      null,
      "null",
      "https://evil.example",
      `http://localhost:${Number(port) + 1}`,
      `${host.origin}.evil.example`,
      `${host.origin}/`,
      `https://localhost:${port}`,
      `http://127.0.0.1:${port}`,
      `http://LOCALHOST:${port}`,
    ];
    for (const origin of foreign)
      expect(await host.refusal({ token: cy.token, origin }), String(origin)).toMatch(/websocket error/);
    good.close();
  });

  it("C1: the token comes in auth, and must be a live session's of a known person", async () => {
    const cy = await host.person("Cy");
    const stranger = { ...cy, clerkId: "user_unknown" };
    const forged = `${cy.token.slice(0, -8)}AAAAAAAA`;
    const bad: unknown[] = [
      undefined,
      null,
      "",
      7,
      {},
      [cy.token],
      "x.y.z",
      "x".repeat(20_000),
      forged,
      host.tokenFor(stranger),
      host.tokenFor(cy, { seconds: -60 }),
    ];
    for (const token of bad)
      expect(await host.refusal({ token }), JSON.stringify(token)?.slice(0, 40)).toBe("UNAUTHENTICATED");
    expect(await host.refusal({ auth: { session: cy.token } })).toBe("UNAUTHENTICATED");
  });

  it("C1: a suspended person is refused, and their session row says who connected", async () => {
    const cy = await host.person("Cy");
    const device = await host.connect(cy);
    const session = await host.slot.prisma.session.findUniqueOrThrow({ where: { id: cy.sessionId } });
    expect(session).toMatchObject({ userId: cy.userId, clerkUserId: cy.clerkId, endedAt: null });
    device.close();
    await host.slot.prisma.user.update({ where: { id: cy.userId }, data: { status: "SUSPENDED" } });
    expect(await host.refusal({ token: cy.token })).toBe("ACCOUNT_SUSPENDED");
  });

  it("C1: polling and other upgrades are refused", async () => {
    const polling = await fetch(`${host.origin}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: host.origin },
    });
    expect(polling.status).toBe(400);
    for (const path of [
      "/",
      "/api/sync",
      "/_next/webpack-hmr",
      "/socket.iox/?EIO=4&transport=websocket",
      `${host.origin}/socket.io/?EIO=4&transport=websocket`,
    ])
      expect(await upgrade(path), path).toBe("closed");
    expect(await upgrade("/socket.io/?EIO=4&transport=websocket")).toContain("101");
    expect(await upgrade("/socket.io/?EIO=4&transport=websocket", { host: "evil.example" })).toBe("closed");
    expect((await fetch(`${host.origin}/`)).status).toBe(200);
  });
});

/** The first bytes answered to a raw upgrade, or `closed`. */
function upgrade(path: string, { host: name = new URL(host.origin).host } = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTcp(host.node.port, "127.0.0.1", () =>
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${name}\r\nOrigin: ${host.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
      ),
    );
    socket.on("data", (data) => {
      resolve(data.toString().split("\r\n")[0] ?? "");
      socket.destroy();
    });
    socket.on("close", () => resolve("closed"));
    socket.on("error", () => resolve("closed"));
  });
}

describe("rooms", () => {
  it("C2: ready carries the heads of the person's own threads and no others", async () => {
    const [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
    const shared = await host.thread(ada, [cy]);
    const open = await host.thread(ada, [], "PUBLIC");
    const device = await host.connect(cy);
    const thread = await host.slot.prisma.thread.findUniqueOrThrow({ where: { id: shared } });
    const user = await host.slot.prisma.user.findUniqueOrThrow({ where: { id: cy.userId } });
    expect(device.ready.heads).toEqual({ [shared]: thread.head });
    expect(device.ready.userHead).toBe(user.head);
    expect(device.ready.heads).not.toHaveProperty(open);
    expect((await host.connect(dee)).ready.heads).toEqual({});
  });

  it("F1, F2: what one writes every member sees once, in one packet a flush, and an outsider never", async () => {
    const [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
    const threadId = await host.thread(ada, [cy]);
    const others = await host.thread(ada, [cy, dee]);
    const [a, c, d] = [await host.connect(ada), await host.connect(cy), await host.connect(dee)];
    let packets = 0;
    c.socket.on("events", (events) => {
      packets += events.some(({ stream }) => stream === `thread:${threadId}`) ? 1 : 0;
    });
    await Promise.all(Array.from({ length: 30 }, (_, n) => say(a, threadId, `n ${n}`)));
    await untilTold(c, threadId, "n 29");
    const seqs = c.events
      .filter(({ stream, change }) => stream === `thread:${threadId}` && change?.kind === "message")
      .map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((x, y) => x - y));
    expect(new Set(seqs).size).toBe(30);
    expect(packets).toBeLessThan(30);
    // The sentinel follows on a thread that Dee is in: what was to come before it would have come.
    await say(a, others, "sentinel");
    await untilTold(d, others, "sentinel");
    expect(d.events.filter(({ stream }) => stream === `thread:${threadId}`)).toEqual([]);
  });

  it("C2: a thread joined while connected is live from the answer on", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const c = await host.connect(cy);
    const threadId = await host.thread(ada, [], "PUBLIC");
    const answer = await c.run("thread:join", { threadId });
    expect(answer).toMatchObject({ ok: true });
    const a = await host.connect(ada);
    await say(a, threadId, "welcome");
    await untilTold(c, threadId, "welcome");
  });

  it("F3: nothing committed after a removal was acknowledged reaches the removed", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const threadId = await host.thread(ada, [cy]);
    const sentinel = await host.thread(ada, [cy]);
    const [a, c] = [await host.connect(ada), await host.connect(cy)];
    await say(a, threadId, "before");
    await untilTold(c, threadId, "before");
    const removed = await a.run("participant:remove", { threadId, userId: cy.userId });
    expect(removed).toMatchObject({ ok: true });
    await say(a, threadId, "after");
    await say(a, sentinel, "sentinel");
    await untilTold(c, sentinel, "sentinel");
    expect(bodiesOf(c, threadId)).toEqual(["before"]);
    const again = await host.connect(cy);
    expect(again.ready.heads).not.toHaveProperty(threadId);
  });

  it("L5: who came later gets the number of an older message's change without its view", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const threadId = await host.thread(ada, [cy]);
    const a = await host.connect(ada);
    const old = await say(a, threadId, "before Cy's time");
    await host.slot.prisma.threadParticipant.update({
      where: { threadId_userId: { threadId, userId: cy.userId } },
      data: { joinedSeq: old.message.seq },
    });
    const c = await host.connect(cy);
    await a.run("message:edit", { messageId: old.message.id, body: "edited, still before" });
    await say(a, threadId, "in Cy's time");
    await untilTold(c, threadId, "in Cy's time");
    const own = c.events.filter(({ stream }) => stream === `thread:${threadId}`);
    expect(own.map(({ seq }) => seq)).toEqual([old.message.seq + 1, old.message.seq + 2]);
    expect(own[0]).toEqual({ stream: `thread:${threadId}`, seq: old.message.seq + 1 });
    expect(bodiesOf(a, threadId)).toContain("edited, still before");
  });

  it("G2: heads come by themselves, of the person's own streams only", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const threadId = await host.thread(ada, [cy]);
    await host.thread(ada, []);
    const c = await host.connect(cy);
    const told = new Set<string>();
    c.socket.on("heads", ({ user, threads }) => {
      if (user !== undefined) told.add(`user ${user}`);
      for (const [id, head] of Object.entries(threads)) told.add(`${id} ${head}`);
    });
    const { head } = await host.slot.prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
    const user = await host.slot.prisma.user.findUniqueOrThrow({ where: { id: cy.userId } });
    await until("heads arrive", () => told.size >= 2);
    expect([...told].sort()).toEqual([`${threadId} ${head}`, `user ${user.head}`].sort());
  });

  it("G3: heads come when they are asked for, of everything the socket is in and nothing else", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const [first, second] = [await host.thread(ada, [cy]), await host.thread(ada, [cy])];
    await host.thread(ada, []);
    const c = await host.connect(cy);
    const packets: { user?: number; threads: Record<string, number> }[] = [];
    c.socket.on("heads", (heads) => packets.push(heads));
    c.socket.emit("heads:ask", {});
    // Those that come by themselves are one packet a room.
    const asked = await until("the answer is there", () =>
      packets.find(({ threads }) => Object.keys(threads).length > 1),
    );
    const rows = await host.slot.prisma.thread.findMany({ where: { id: { in: [first, second] } } });
    const user = await host.slot.prisma.user.findUniqueOrThrow({ where: { id: cy.userId } });
    expect(asked).toEqual({ user: user.head, threads: Object.fromEntries(rows.map(({ id, head }) => [id, head])) });
  });
});

describe("doors", () => {
  it("S5: every command answers the envelope, and a refusal changes nothing", async () => {
    const [ada, dee] = [await host.person("Ada"), await host.person("Dee")];
    const threadId = await host.thread(ada);
    const [a, d] = [await host.connect(ada), await host.connect(dee)];
    const clientId = uuidv7();
    expect(await a.run("message:send", { threadId, clientId, body: "mine" })).toMatchObject({
      ok: true,
      data: { replayed: false },
    });
    expect(await a.run("message:send", { threadId, clientId, body: "mine" })).toMatchObject({
      ok: true,
      data: { replayed: true },
    });
    expect(await a.run("message:send", { threadId, clientId, body: "other" })).toMatchObject({
      ok: false,
      error: { code: "IDEMPOTENCY_MISMATCH" },
    });
    expect(await d.run("message:send", { threadId, clientId: uuidv7(), body: "in?" })).toMatchObject({
      ok: false,
      error: { code: "NOT_FOUND" },
    });
    expect(await a.emit("message:send", { threadId, body: 7, extra: true })).toMatchObject({
      ok: false,
      error: { code: "INVALID" },
    });
    expect(await host.slot.prisma.message.count({ where: { threadId, kind: "PERSON" } })).toBe(1);
  });

  it("malformed frames are answered or dropped, and the process lives", async () => {
    const cy = await host.person("Cy");
    const device = await host.connect(cy);
    const names = [
      "error",
      "__proto__",
      "constructor",
      "disconnecting2",
      "message:send ",
      "",
      "\u0000",
      "x".repeat(5_000),
    ];
    for (const name of names)
      expect(await device.emit(name, {}), name).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
    const inputs: unknown[] = [
      undefined,
      null,
      7,
      "text",
      [],
      [[]],
      { threadId: {} },
      { threadId: { contains: "" } },
      JSON.parse('{"__proto__":{"x":1}}'),
    ];
    for (const input of inputs)
      expect(await device.emit("thread:read", input), JSON.stringify(input)).toMatchObject({
        ok: false,
        error: { code: "INVALID" },
      });
    // Without an acknowledgement, with none but one, and with too many arguments.
    const raw = device.socket as unknown as { emit(name: string, ...args: unknown[]): void };
    raw.emit("message:send");
    raw.emit("error", new Array(50).fill(1));
    expect(await device.emit("typing")).toMatchObject({ ok: false, error: { code: "INVALID" } });
    expect(await device.emit("thread:read", {}, {}, {}, {})).toMatchObject({ ok: false });
    expect(device.socket.connected).toBe(true);
  });

  it("a huge frame and broken packets close their own socket only", async () => {
    const [cy, dee] = [await host.person("Cy"), await host.person("Dee")];
    const [c, d] = [await host.connect(cy), await host.connect(dee)];
    c.socket.emit("typing", { threadId: "x".repeat(200_000) });
    await until("the socket is closed", () => c.socket.disconnected);
    for (const frame of [
      "4",
      "42[",
      '451-["x",{"_placeholder":true,"num":0}]',
      "49999999999",
      "9",
      '42{"a":1}',
      "4\u0000",
      '42["' + "[".repeat(20_000),
    ]) {
      const broken = await host.connect(cy);
      const engine = broken.socket.io.engine as unknown as { transport: { ws: { send(text: string): void } } };
      engine.transport.ws.send(frame);
      broken.close();
    }
    expect(await d.emit("presence:watch", { userIds: [] })).toMatchObject({ ok: true });
  });
});

describe("sessions", () => {
  it("C6: a fresh token of the same session keeps the socket; nothing is lost meanwhile", async () => {
    const ada = await host.person("Ada");
    const threadId = await host.thread(ada);
    const a = await host.connect(ada, { token: host.tokenFor(ada, { seconds: 2 }) });
    const renewed = await a.emit("auth:renew", { token: host.tokenFor(ada, { seconds: 60 }) });
    expect(renewed).toMatchObject({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    await say(a, threadId, "still here");
    await untilTold(a, threadId, "still here");
    expect(a.expired).toEqual([]);
  });

  it("C6: a token of somebody else or of another session closes the socket", async () => {
    const [ada, bo] = [await host.person("Ada"), await host.person("Bo")];
    for (const token of [host.tokenFor(bo), host.tokenFor(ada, { sessionId: "sess_other" }), "nonsense"]) {
      const device = await host.connect(ada);
      expect(await device.emit("auth:renew", { token })).toMatchObject({
        ok: false,
        error: { code: "UNAUTHENTICATED" },
      });
      await until("the socket is closed", () => device.socket.disconnected);
    }
  });

  it("C5: a socket whose token ended and was not renewed is told and closed", async () => {
    const ada = await host.person("Ada");
    const device = await host.connect(ada, { token: host.tokenFor(ada, { seconds: 1 }) });
    await until("the socket is closed", () => device.socket.disconnected);
    expect(device.expired).toEqual(["SESSION_EXPIRED"]);
  });

  it("C5: a revoked session's sockets close at once when told, and by themselves when not", async () => {
    const [ada, bo] = [await host.person("Ada"), await host.person("Bo")];
    const [a, b] = [await host.connect(ada), await host.connect(bo)];
    const end = { endedAt: new Date(), endReason: "revoked" };
    await host.slot.prisma.session.update({ where: { id: ada.sessionId }, data: end });
    await host.slot.publisher.sessionsEnded([ada.sessionId]);
    await until("the socket is closed", () => a.socket.disconnected, 1_000);
    expect(a.expired).toEqual(["SESSION_REVOKED"]);
    expect(b.socket.connected).toBe(true);
    await host.slot.prisma.session.update({ where: { id: bo.sessionId }, data: end });
    await until("the round found it", () => b.socket.disconnected, 5_000);
    expect(b.expired).toEqual(["SESSION_REVOKED"]);
    expect(await host.refusal({ token: bo.token })).toBe("UNAUTHENTICATED");
  });

  it("C5, F3: suspension closes a person's sockets with the answer", async () => {
    const ada = await host.person("Ada");
    const device = await host.connect(ada);
    await host.slot.prisma.user.update({ where: { id: ada.userId }, data: { status: "SUSPENDED" } });
    await host.slot.publisher.roomsChanged([ada.userId]);
    await until("the socket is closed", () => device.socket.disconnected, 1_000);
    expect(device.expired).toEqual(["ACCOUNT_SUSPENDED"]);
  });

  it("F3: a node that lost its notifications drops its sockets until it is back", async () => {
    const ada = await host.person("Ada");
    const device = await host.connect(ada);
    await host.slot.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'confab-listen:%'",
    );
    await until("the socket is closed", () => device.socket.disconnected);
    const again = await until("the node is back", () => host.connect(ada).catch(() => null));
    expect(again.ready.protocol).toBe(1);
  });
});
