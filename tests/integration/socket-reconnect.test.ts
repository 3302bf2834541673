import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ready } from "../../lib/contract/events.ts";
import { bodiesOf, openSocketHost, say, type SocketHost, untilTold } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

let host: SocketHost;

beforeAll(async () => {
  host = await openSocketHost();
});
afterAll(() => host.close());

describe("a socket that comes back", () => {
  it("C4: is a new one: no recovery, no packets of the time between, and no room its person has lost", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const lost = await host.thread(ada, [cy]);
    const kept = await host.thread(ada, [cy]);
    const [a, c] = [await host.connect(ada), await host.connect(cy)];
    await say(a, lost, "before");
    await untilTold(c, lost, "before");
    const { id } = c.socket;
    c.socket.io.engine.close();
    await until("Cy is away", () => c.socket.disconnected);
    expect(await a.run("participant:remove", { threadId: lost, userId: cy.userId })).toMatchObject({ ok: true });
    await say(a, lost, "behind Cy's back");
    const { message } = await say(a, kept, "while Cy was away");

    // The same client socket with all that it remembers, which is what a recovery would go by.
    const ready = new Promise<Ready>((resolve) => c.socket.once("ready", resolve));
    c.socket.connect();
    const { heads } = await ready;
    expect(c.socket.recovered).toBeFalsy();
    expect(c.socket.id).not.toBe(id);
    expect(heads).toEqual({ [kept]: message.seq });
    await say(a, lost, "and again");
    await say(a, kept, "sentinel");
    await untilTold(c, kept, "sentinel");
    expect(bodiesOf(c, lost)).toEqual(["before"]);
    expect(bodiesOf(c, kept)).toEqual(["sentinel"]);
    const rooms = host.node.sockets.io.of("/").sockets.get(c.socket.id ?? "")?.rooms;
    expect([...(rooms ?? [])].filter((room) => room.includes(lost))).toEqual([]);
  });

  it("C4: gets no private id to recover by, and one that it makes up gives nothing", async () => {
    const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
    const threadId = await host.thread(ada);
    await host.connect(ada);
    const [victim = ""] = [...host.node.sockets.io.of("/").sockets.keys()];
    const device = await host.connect(cy, { auth: { token: cy.token, pid: victim, offset: "0" } });
    expect(device.socket.recovered).toBeFalsy();
    expect((device.socket as unknown as { _pid?: string })._pid).toBeUndefined();
    expect(device.ready.heads).not.toHaveProperty(threadId);
  });
});

describe("a reader who has not joined", () => {
  it("F6: is in no room of the PUBLIC thread: reads it, hears nothing of it, and may not say that they look at it", async () => {
    const [ada, dee] = [await host.person("Ada"), await host.person("Dee")];
    const threadId = await host.thread(ada, [], "PUBLIC");
    const sentinel = await host.thread(ada, [dee]);
    const [a, d] = [await host.connect(ada), await host.connect(dee)];
    expect(d.ready.heads).not.toHaveProperty(threadId);
    const told: string[] = [];
    d.socket.onAny((name: string, what: unknown) => told.push(`${name} ${JSON.stringify(what)}`));
    await d.emit("looking", { threadId });
    await a.emit("typing", { threadId });
    const { message } = await say(a, threadId, "for the members");
    await a.run("thread:read", { threadId, upToSeq: message.seq });
    await say(a, sentinel, "sentinel");
    await untilTold(d, sentinel, "sentinel");
    expect(told.filter((said) => said.includes(threadId))).toEqual([]);
    const rooms = [...(host.node.sockets.io.of("/").sockets.get(d.socket.id ?? "")?.rooms ?? [])];
    expect(rooms.filter((room) => room.includes(threadId))).toEqual([]);
    expect(await d.run("thread:join", { threadId })).toMatchObject({ ok: true });
    await say(a, threadId, "now with Dee");
    await untilTold(d, threadId, "now with Dee");
  });
});
