import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Envelope } from "../../lib/contract/errors.ts";
import { streamFaults } from "../support/database-state.ts";
import { collectedHeap } from "../support/heap.ts";
import { encodeFrame, openRawWebSocket, type RawWebSocket } from "../support/raw-websocket.ts";
import { type Device, openSocketHost, type Person, say, type SocketHost, untilTold } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

// Everything that arrives on a socket and that no client of ours would send. Each time the process lives, and who
// behaves notices nothing.

let host: SocketHost;
let cy: Person;
let threadId: string;
let foreignId: string;
/** Ada's device behaves; after each test it still works. */
let ada: Device;
let witness: Device;

beforeAll(async () => {
  host = await openSocketHost();
  const [first, second] = [await host.person("Ada"), await host.person("Dee")];
  cy = await host.person("Cy");
  threadId = await host.thread(first, [second, cy]);
  foreignId = await host.thread(first, [second]);
  const connect = (person: Person) => host.connect(person, { token: host.tokenFor(person, { seconds: 3_600 }) });
  [ada, witness] = [await connect(first), await connect(second)];
});
afterAll(() => host.close());
afterEach(async () => {
  const body = `all is well ${uuidv7()}`;
  await say(ada, threadId, body);
  await untilTold(witness, threadId, body);
  expect(await streamFaults(host.slot.pool)).toEqual([]);
});

const open = () => openRawWebSocket(host.node.port, host.origin);

/** A raw connection that Socket.IO has let in as Cy. */
async function openAsCy(): Promise<RawWebSocket> {
  const raw = await open();
  raw.text(`40${JSON.stringify({ token: host.tokenFor(cy) })}`);
  await until("Cy is ready", () => raw.received.some((text) => text.startsWith('42["ready"')));
  return raw;
}

/** The answer to the frame that asked with this id. */
async function answerOf(raw: RawWebSocket, id: number): Promise<Envelope<{ message: { id: string } }>> {
  const start = `43${id}[`;
  await until(`frame ${id} is answered`, () => raw.received.some((text) => text.startsWith(start)), 5_000);
  const text = raw.received.find((one) => one.startsWith(start)) ?? "";
  return (JSON.parse(text.slice(start.length - 1)) as [Envelope<{ message: { id: string } }>])[0];
}

const codeOf = (answer: Envelope<unknown>) => (answer.ok ? "ok" : answer.error.code);
const frame = (id: number, name: unknown, ...args: unknown[]) => `42${id}${JSON.stringify([name, ...args])}`;
/** An event of no consequence, whose answer shows that the connection still works. */
const PROBE = (id: number) => frame(id, "presence:watch", { userIds: [] });

describe("malformed frames", () => {
  const BROKEN: Record<string, (raw: RawWebSocket) => void> = {
    "a frame without a mask": (raw) => raw.bytes(Buffer.from([0x81, 0x02, 0x34, 0x32])),
    "reserved bits": (raw) => raw.frame(0xf1, "42"),
    "a compressed frame that was not agreed upon": (raw) => raw.frame(0xc1, "42"),
    "a reserved operation": (raw) => raw.frame(0x83, "42"),
    "a continuation of nothing": (raw) => raw.frame(0x80, "42"),
    "a control frame in pieces": (raw) => raw.frame(0x09, "42"),
    "a control frame of 126 bytes": (raw) => raw.frame(0x89, Buffer.alloc(126)),
    "text that is not UTF-8": (raw) => raw.frame(0x81, Buffer.from([0x34, 0x32, 0xff, 0xfe])),
    "a close code that is none": (raw) => raw.frame(0x88, Buffer.from([0x00, 0x01])),
    "a close frame of one byte": (raw) => raw.frame(0x88, Buffer.from([0x03])),
    "a length of 2^63": (raw) => raw.bytes(Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    "a length of a gigabyte": (raw) => raw.bytes(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0])),
    "64 KiB and a byte": (raw) => raw.text("4".repeat(64 * 1024 + 1)),
    "pieces that grow beyond 64 KiB": (raw) => {
      raw.frame(0x01, "42");
      for (let n = 0; n < 70; n++) raw.frame(0x00, "x".repeat(1_000));
    },
    "no packet at all": (raw) => raw.text(""),
    "an unknown packet of Engine.IO": (raw) => raw.text("9"),
    "nothing of Socket.IO": (raw) => raw.text("4"),
    "an unknown packet of Socket.IO": (raw) => raw.text("49"),
    "an event that is an object": (raw) => raw.text('42{"a":1}'),
    "an event that is null": (raw) => raw.text("42null"),
    "an event without a name": (raw) => raw.text("42[]"),
    "a name that is null": (raw) => raw.text("42[null]"),
    "a name that is an array": (raw) => raw.text('42[["error"]]'),
    "JSON that ends early": (raw) => raw.text('42["message:send",{'),
    "JSON 20,000 arrays deep that ends early": (raw) => raw.text(`42["${"[".repeat(20_000)}`),
    "an acknowledgement that is an object": (raw) => raw.text('430{"length":1e9}'),
    "a number of attachments that is none": (raw) => raw.text('45x-["message:send"]'),
    "a negative number of attachments": (raw) => raw.text('45-1-["message:send"]'),
    "half an attachment": (raw) => raw.text('450.5-["message:send"]'),
    "a billion attachments": (raw) => raw.text('451000000000-["message:send",{"_placeholder":true,"num":0}]'),
    "endlessly many attachments": (raw) => raw.text(`45${"9".repeat(400)}-["message:send"]`),
    "an attachment that nothing announced": (raw) => raw.frame(0x82, Buffer.from("x")),
    "text where an attachment is due": (raw) => {
      raw.text('451-["message:send",{"_placeholder":true,"num":0}]');
      raw.text('42["typing"]');
    },
    "an attachment of another number": (raw) => {
      raw.text('451-["message:send",{"_placeholder":true,"num":7}]');
      raw.frame(0x82, Buffer.from("x"));
    },
    ...Object.fromEntries(
      ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"].map((name) => [
        `the event ${name}`,
        (raw: RawWebSocket) => raw.text(`42["${name}",{}]`),
      ]),
    ),
    "a second hello": (raw) => raw.text(`40${JSON.stringify({ token: host.tokenFor(cy) })}`),
    "leaving and coming back": (raw) => {
      raw.text("41");
      raw.text(`40${JSON.stringify({ token: host.tokenFor(cy) })}`);
    },
    "Engine.IO's upgrade": (raw) => raw.text("5"),
    "a refusal of the server": (raw) => raw.text('44{"message":"x"}'),
  };

  it.each(Object.entries(BROKEN))("%s closes the connection it came on", async (_what, send) => {
    const raw = await openAsCy();
    send(raw);
    // What is no fault to the protocol may be passed over; then the connection must work as before.
    const over = raw.closed.then(() => "closed");
    raw.text(PROBE(1));
    const answered = answerOf(raw, 1).then(codeOf, () => "silent");
    expect(await Promise.race([over, answered])).not.toBe("silent");
    raw.destroy();
  });
});

describe("hellos", () => {
  it("fifty at once make one socket, and the connection closes", async () => {
    const raw = await open();
    const hello = encodeFrame(0x81, `40${JSON.stringify({ token: host.tokenFor(cy) })}`);
    raw.bytes(Buffer.concat(Array.from({ length: 50 }, () => hello)));
    await raw.closed;
    await until("Cy is gone", () => socketsOf(cy) === 0);
    raw.destroy();
  });

  it("an event before the hello, and a hello to another namespace, get nothing", async () => {
    const early = await open();
    early.text(frame(1, "message:send", { threadId, clientId: uuidv7(), body: "too early" }));
    await early.closed;
    const elsewhere = await open();
    elsewhere.text(`40/admin,${JSON.stringify({ token: host.tokenFor(cy) })}`);
    await until("it is refused", () => elsewhere.received.some((text) => text.startsWith("44/admin,")));
    expect(early.received.some((text) => text.startsWith("43"))).toBe(false);
    for (const raw of [early, elsewhere]) raw.destroy();
    expect(await bodies()).not.toContain("too early");
  });

  it("who says goodbye is closed, and does not stay connected uncounted", async () => {
    const raw = await openAsCy();
    raw.text("41");
    await raw.closed;
    raw.destroy();
  });
});

describe("well-formed nonsense", () => {
  it("an unknown event is NOT_FOUND, whatever its name, and its connection goes on", async () => {
    const raw = await openAsCy();
    const names = [
      "error",
      "__proto__",
      "constructor",
      "ready",
      "events",
      "message:send ",
      "",
      "x".repeat(9_000),
      5,
      -1,
    ];
    for (const [index, name] of names.entries()) {
      raw.text(frame(index, name, {}));
      expect(codeOf(await answerOf(raw, index)), String(name).slice(0, 20)).toBe("NOT_FOUND");
    }
    raw.text("42");
    raw.text('43["nobody asked"]');
    raw.text('4377[{"ok":true}]');
    raw.text(PROBE(99));
    expect(codeOf(await answerOf(raw, 99))).toBe("ok");
    raw.destroy();
  });

  it("an acknowledgement id of any size comes back, and JSON of any depth is INVALID", async () => {
    const raw = await openAsCy();
    for (const id of ["0", "007", "9007199254740993", "1".repeat(300)])
      raw.text(`42${id}["presence:watch",{"userIds":[]}]`);
    raw.text(`421["message:edit",${'{"contains":'.repeat(2_000)}1${"}".repeat(2_000)}]`);
    expect(codeOf(await answerOf(raw, 1))).toBe("INVALID");
    raw.text(`422["message:edit",${"[".repeat(5_000)}${"]".repeat(5_000)}]`);
    expect(codeOf(await answerOf(raw, 2))).toBe("INVALID");
    raw.destroy();
  });

  it("attachments where none belong are INVALID", async () => {
    const raw = await openAsCy();
    raw.text('451-5["message:edit",{"messageId":{"_placeholder":true,"num":0},"body":"x"}]');
    raw.frame(0x82, Buffer.from("x"));
    await until("it is answered", () => raw.received.some((text) => text.startsWith("435[")));
    expect(codeOf(await answerOf(raw, 5))).toBe("INVALID");
    raw.destroy();
  });
});

describe("replayed, reordered and forged frames", () => {
  it("the same bytes five times are one message", async () => {
    const raw = await openAsCy();
    const body = `replayed ${uuidv7()}`;
    const sent = encodeFrame(0x81, frame(1, "message:send", { threadId, clientId: uuidv7(), body }));
    raw.bytes(Buffer.concat([sent, sent, sent]));
    await until("all are answered", () => raw.received.filter((text) => text.startsWith("431[")).length === 3);
    const other = await openAsCy();
    for (let n = 0; n < 2; n++) other.bytes(sent);
    await until("all are answered", () => other.received.filter((text) => text.startsWith("431[")).length === 2);
    const answers = [raw, other].flatMap(({ received }) => received.filter((text) => text.startsWith("431[")));
    expect(answers.filter((text) => text.includes('"replayed":false'))).toHaveLength(1);
    expect(answers.filter((text) => text.includes('"replayed":true'))).toHaveLength(4);
    expect((await bodies()).filter((one) => one === body)).toHaveLength(1);
    for (const one of [raw, other]) one.destroy();
  });

  it("frames in another order are answered each by its own id, and an edit that overtakes its message is NOT_FOUND", async () => {
    const raw = await openAsCy();
    raw.text(frame(30, "message:edit", { messageId: uuidv7(), body: "of what?" }));
    raw.text(frame(20, "message:send", { threadId, clientId: uuidv7(), body: "second" }));
    raw.text(frame(10, "message:send", { threadId, clientId: uuidv7(), body: "first" }));
    raw.text(frame(5, "thread:read", { threadId, upToSeq: 2_000_000_000 }));
    expect(codeOf(await answerOf(raw, 30))).toBe("NOT_FOUND");
    for (const [id, body] of [
      [20, "second"],
      [10, "first"],
    ] as const)
      expect(await answerOf(raw, id)).toMatchObject({ ok: true, data: { message: { body } } });
    expect(codeOf(await answerOf(raw, 5))).toBe("ok");
    const { head, lastReadSeq } = await place();
    expect(lastReadSeq).toBeLessThanOrEqual(head);
    raw.destroy();
  });

  it("nothing in a frame says who its author is, and what is not theirs is not there", async () => {
    const raw = await openAsCy();
    const send = { threadId, clientId: uuidv7(), body: "forged" };
    const forged: [string, object, string][] = [
      ["message:send", { ...send, authorId: uuidv7() }, "INVALID"],
      ["message:send", { ...send, seq: 1 }, "INVALID"],
      ["message:send", { ...send, threadId: foreignId }, "NOT_FOUND"],
      ["message:send", { ...send, threadId: uuidv7() }, "NOT_FOUND"],
      ["typing", { threadId: foreignId }, "NOT_FOUND"],
      ["thread:read", { threadId: foreignId, upToSeq: 1 }, "NOT_FOUND"],
      ["thread:read", { threadId, upToSeq: -1 }, "INVALID"],
      ["thread:read", { threadId, upToSeq: 1e12 }, "INVALID"],
      ["thread:read", { threadId, upToSeq: 1.5 }, "INVALID"],
      ["participant:role", { threadId, userId: cy.userId, role: "OWNER" }, "FORBIDDEN"],
      ["participant:add", { threadId: foreignId, userIds: [cy.userId] }, "NOT_FOUND"],
      ["sync", { user: -1, threads: {} }, "INVALID"],
      ["sync", { user: 0, threads: { [threadId]: 1.5 } }, "INVALID"],
      ["sync", { user: 0, threads: {}, userId: uuidv7() }, "INVALID"],
      ["home", {}, "NOT_FOUND"],
    ];
    for (const [index, [name, input, code]] of forged.entries()) {
      raw.text(frame(index, name, input));
      expect(codeOf(await answerOf(raw, index)), `${name} ${JSON.stringify(input)}`).toBe(code);
    }
    expect(await bodies()).not.toContain("forged");
    raw.destroy();
  });
});

describe("what it costs", () => {
  it("nothing is kept of what was refused or never finished", { timeout: 60_000 }, async () => {
    const abuse = async () => {
      for (let n = 0; n < 6; n++) {
        const raw = await openAsCy();
        raw.text('4510-["message:send",{"_placeholder":true,"num":0}]');
        for (let k = 0; k < 9; k++) raw.frame(0x82, Buffer.alloc(60_000));
        raw.frame(0x01, `42["${"y".repeat(60_000)}`);
        raw.bytes(Buffer.from([0x80, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
        await raw.closed;
        raw.destroy();
        const names = await openAsCy();
        for (let k = 0; k < 40; k++) names.text(`42["${k}${"z".repeat(20_000)}",{}]`);
        names.text(PROBE(1));
        await answerOf(names, 1);
        names.destroy();
      }
      await until("Cy is gone", () => socketsOf(cy) === 0);
    };
    await abuse();
    const before = await collectedHeap();
    for (let n = 0; n < 3; n++) await abuse();
    // 18 rounds of a megabyte and more each: what is kept of them would show.
    expect((await collectedHeap()) - before).toBeLessThan(8 * 1024 * 1024);
  });
});

const socketsOf = ({ userId }: Person) =>
  [...host.node.sockets.io.of("/").sockets.values()].filter(({ data }) => data.actor.userId === userId).length;

async function bodies(): Promise<(string | null)[]> {
  const rows = await host.slot.prisma.message.findMany({ where: { threadId }, select: { body: true } });
  return rows.map(({ body }) => body);
}

async function place(): Promise<{ head: number; lastReadSeq: number }> {
  const { head } = await host.slot.prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
  const where = { threadId_userId: { threadId, userId: cy.userId } };
  const { lastReadSeq } = await host.slot.prisma.threadParticipant.findUniqueOrThrow({ where });
  return { head, lastReadSeq };
}
