import { afterAll, beforeAll, expect, it } from "vitest";
import { openSocketHost, say, type SocketHost, untilTold } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

let host: SocketHost;

beforeAll(async () => {
  host = await openSocketHost();
});
afterAll(() => host.close());

it("L6: a thread's log has messages, participants and the thread, a person's has entries, preference and profile, and nothing else is logged", async () => {
  const [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
  const threadId = await host.thread(ada, [cy], "PUBLIC");
  const [a, c] = [await host.connect(ada), await host.connect(cy)];
  const { message } = await say(a, threadId, "one");
  await a.run("message:edit", { messageId: message.id, body: "two" });
  await a.run("thread:update", { threadId, topic: "new" });
  await a.run("participant:add", { threadId, userIds: [dee.userId] });
  await c.run("thread:star", { threadId, starred: true });
  await c.run("thread:read", { threadId, upToSeq: message.seq });
  await c.run("preference:update", { theme: "dark" });
  await c.run("profile:update", { bio: "new" });
  const rows = await host.slot.prisma.event.findMany();
  const kinds = (start: string) => [
    ...new Set(rows.filter(({ stream }) => stream.startsWith(start)).map(({ kind }) => kind)),
  ];
  expect(kinds("thread:").sort()).toEqual(["message", "participant", "thread"]);
  expect(kinds("user:").sort()).toEqual(["entry", "preference", "profile"]);
  expect(rows.filter(({ stream }) => !/^(thread|user):/.test(stream))).toEqual([]);

  // Ephemeral words travel, and leave no row and no number behind.
  const heads = async () => ({
    events: await host.slot.prisma.event.count(),
    threads: await host.slot.prisma.thread.findMany({ select: { id: true, head: true }, orderBy: { id: "asc" } }),
    people: await host.slot.prisma.user.findMany({ select: { id: true, head: true }, orderBy: { id: "asc" } }),
  });
  const before = await heads();
  let heard = 0;
  a.socket.on("typing", () => (heard += 1));
  a.socket.on("presence", () => (heard += 1));
  await a.emit("presence:watch", { userIds: [cy.userId] });
  await a.emit("looking", { threadId });
  await c.emit("typing", { threadId });
  await c.emit("presence:set", { state: "idle" });
  await until("both are heard", () => heard >= 2);
  expect(await heads()).toEqual(before);
});

it("F2: what goes to a room is encoded once, however many are in it", async () => {
  const [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
  const threadId = await host.thread(ada, [cy]);
  const readers = await Promise.all(Array.from({ length: 12 }, () => host.connect(cy)));
  const a = await host.connect(ada);
  const { adapter } = host.node.sockets.io.of("/");
  const { encoder } = adapter as unknown as { encoder: { encode(packet: { data?: unknown[] }): unknown[] } };
  const encode = encoder.encode.bind(encoder);
  let encodings = 0;
  encoder.encode = (packet) => {
    // The acknowledgement carries the message too, and is the author's own.
    if (packet.data?.[0] === "events" && JSON.stringify(packet.data).includes("to all of you")) encodings += 1;
    return encode(packet);
  };
  await say(a, threadId, "to all of you");
  await Promise.all(readers.map((reader) => untilTold(reader, threadId, "to all of you")));
  encoder.encode = encode;
  expect(encodings).toBe(1);
});
