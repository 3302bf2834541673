// What people, scanners and machines can do wrong with files.
import { readdirSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createClamd } from "../../lib/scanner/clamd.ts";
import type { Scanner } from "../../lib/scanner.ts";
import { startScanning } from "../../server/jobs/scan-files.ts";
import { sweepDeleted } from "../../server/jobs/sweep.ts";
import { sweepFiles } from "../../server/jobs/sweep-files.ts";
import { codeOf, EICAR, type FileHost, openFileHost } from "../support/file-host.ts";
import type { Person } from "../support/socket-host.ts";
import { until } from "../support/until.ts";
import { framesGif, whitePng } from "../support/bomb-pictures.ts";

// Scans, pictures and archives take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let host: FileHost;
let ada: Person;
let threadId: string;

beforeAll(async () => {
  host = await openFileHost();
  ada = await host.person("Ada");
  threadId = await host.thread(ada);
});
afterAll(() => host.close());

const path = (id: string) => `/api/attachments/${id}`;
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const HTML = "<!doctype html><html><body><script>alert(1)</script></body></html>";
const PDF = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
/** What a sender says that such a file is. */
const CLAIMED: Record<string, string> = {
  png: "image/png",
  html: "text/html",
  exe: "image/svg+xml",
  txt: "text/plain",
  pdf: "application/pdf",
};
const gif = async () =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } })
    .gif()
    .toBuffer();

describe("types", () => {
  it("are what the bytes are, under every name, and only harmless ones are shown in place", async () => {
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const contents: [what: string, bytes: Buffer, type: string, disposition: RegExp][] = [
      ["png", png, "image/png", /^inline/],
      ["svg", Buffer.from(SVG), "text/plain; charset=utf-8", /^attachment/],
      ["xml svg", Buffer.from(`<?xml version="1.0"?>${SVG}`), "text/plain; charset=utf-8", /^attachment/],
      ["html", Buffer.from(HTML), "text/plain; charset=utf-8", /^attachment/],
      ["script", Buffer.from("#!/bin/sh\nrm -rf /\n"), "text/plain; charset=utf-8", /^attachment/],
      ["pdf", Buffer.from(PDF), "application/pdf", /^attachment/],
      // A picture that is a page as well: shown as the picture it is, decoded as nothing else.
      ["gif and html", Buffer.concat([await gif(), Buffer.from(HTML)]), "image/gif", /^(inline|attachment)/],
      ["gif header and script", Buffer.from("GIF89a/*<svg onload=alert(1)>*/=1;alert(1)"), "image/gif", /^attachment/],
    ];
    for (const [what, bytes, type, disposition] of contents) {
      for (const ending of ["png", "html", "exe"]) {
        const id = await host.uploadJudged(ada, threadId, bytes, `${what}.${ending}`, CLAIMED[ending]);
        const { headers, status } = await host.ask(ada, "GET", path(id));
        expect([status, headers.get("content-type")], `${what}.${ending}`).toEqual([200, type]);
        expect(headers.get("content-disposition"), what).toMatch(disposition);
        expect(headers.get("x-content-type-options")).toBe("nosniff");
        expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';.*sandbox$/);
        expect(headers.get("cache-control")).toBe("private, no-cache");
        expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      }
    }
  });

  it("that run, or that nobody knows, are refused and leave nothing", async () => {
    const refused: [string, Buffer][] = [
      ["program", Buffer.concat([Buffer.from("MZ\x90\0\x03", "latin1"), Buffer.alloc(300), Buffer.from("PE\0\0")])],
      ["elf", Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01", "latin1"), Buffer.alloc(200)])],
      ["class", Buffer.concat([Buffer.from("cafebabe00000034", "hex"), Buffer.alloc(50)])],
      ["wasm", Buffer.from("0061736d01000000", "hex")],
      ["noise", Buffer.from(Array.from({ length: 200 }, (_, n) => (n * 37) % 256))],
      ["nul in text", Buffer.from("hello\0world")],
    ];
    for (const [what, bytes] of refused)
      for (const ending of ["png", "txt", "pdf"]) {
        const { id, code } = await host.upload(ada, threadId, bytes, `${what}.${ending}`, CLAIMED[ending]);
        expect(code, what).toBe("MEDIA_TYPE");
        expect([await host.row(id), await host.files.store.head(id)]).toEqual([null, null]);
      }
  });
});

describe("names", () => {
  it.each([
    ["in every script", "résumé – 履歴書 – سيرة – 🏝️.pdf", "résumé – 履歴書 – سيرة – 🏝️.pdf"],
    ["of a path", "../../etc/passwd", "passwd"],
    ["of a path on Windows", "C:\\Users\\Ada\\secret.txt", "secret.txt"],
    ["that are only dots", "..", "file"],
    ["with nothing to see", "\u200b\u2066 ", "file"],
    ["with NUL and line breaks", "a\u0000b\r\nSet-Cookie: x=1.txt", "abSet-Cookie: x=1.txt"],
    ["turned around", "photo\u202egnp.exe", "photognp.exe"],
    ["of 4,000 bytes", `${"é".repeat(2_000)}.pdf`, `${"é".repeat(125)}.pdf`],
    ["with quotes and percent signs", `a"b'c%41;d=e.txt`, `a"b'c%41;d=e.txt`],
  ])("%s", async (_, given, kept) => {
    const id = await host.uploadJudged(ada, threadId, "text", given);
    expect((await host.row(id))?.name).toBe(kept);
    const header = (await host.ask(ada, "GET", path(id))).headers.get("content-disposition") ?? "";
    const { parse } = await import("content-disposition");
    const { type, parameters } = parse(header);
    expect([type, parameters.filename]).toEqual(["attachment", kept]);
    expect(header).not.toMatch(/[\r\n]/);
    expect((await host.row(id))?.name.length).toBeLessThanOrEqual(255);
  });
});

describe("bombs", () => {
  it("a picture of too many pixels costs no memory, and is offered instead of shown", async () => {
    const bomb = whitePng(12_000);
    expect(bomb.length).toBeLessThan(500_000);
    const before = process.memoryUsage().rss;
    const id = await host.uploadJudged(ada, threadId, bomb, "white.png");
    expect(await host.row(id)).toMatchObject({ state: "CLEAN", width: null, thumbhash: null });
    expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(200);
    expect((await host.ask(ada, "GET", path(id))).headers.get("content-disposition")).toMatch(/^attachment/);
    expect((await host.ask(ada, "GET", `${path(id)}/thumbnail`)).status).toBe(404);
  });

  it("a picture of a hundred thousand frames costs no more than its first", async () => {
    const bomb = framesGif(2_000, 100_000);
    const before = process.memoryUsage().rss;
    const id = await host.uploadJudged(ada, threadId, bomb, "frames.gif");
    expect(await host.row(id)).toMatchObject({ state: "CLEAN", type: "image/gif", width: 2_000, height: 2_000 });
    expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(200);
    const thumbnail = Buffer.from(await (await host.ask(ada, "GET", `${path(id)}/thumbnail`)).arrayBuffer());
    expect((await sharp(thumbnail).metadata()).pages ?? 1).toBe(1);
  });

  it("keep nobody waiting: others are answered while one is looked into", async () => {
    const other = await host.uploadJudged(ada, threadId, "something else", "other.txt");
    let judged = false;
    const bomb = host.uploadJudged(ada, threadId, gzipSync(Buffer.alloc(200 * 1024 * 1024)), "zeros.gz");
    void bomb.finally(() => (judged = true));
    let answered = 0;
    while (!judged) {
      expect((await host.ask(ada, "GET", path(other))).status).toBe(200);
      answered += 1;
    }
    expect((await host.row(await bomb))?.state).toBe("FAILED");
    expect(answered).toBeGreaterThan(5);
  });

  it("an archive that bursts is refused, one that is merely an archive is not", async () => {
    const zeros = Buffer.alloc(200 * 1024 * 1024);
    const bursting = [
      ["gzip", gzipSync(zeros)],
      ["zip", zip([{ name: "zeros", packed: deflateRawSync(zeros), unpacked: zeros.length }])],
      [
        "entries that overlap",
        zip(
          Array.from({ length: 50 }, (_, n) => ({
            name: `${n}`,
            packed: deflateRawSync(randomBytes(9_000)),
            unpacked: 9_000,
          })),
          true,
        ),
      ],
    ] as const;
    for (const [what, bytes] of bursting) {
      const id = await host.uploadJudged(ada, threadId, bytes, `${what}.zip`);
      expect(await host.row(id), what).toMatchObject({ state: "FAILED", finding: "archive" });
      expect(await codeOf(await host.ask(ada, "GET", path(id)))).toBe("FILE_REFUSED");
    }
    const good = zip([{ name: "a.txt", packed: deflateRawSync("hello ".repeat(500)), unpacked: 3_000 }]);
    expect((await host.row(await host.uploadJudged(ada, threadId, good, "good.zip")))?.state).toBe("CLEAN");
  });

  it("the built-in scanner looks into archives, and says that it is no more than it is", async () => {
    const packed = [gzipSync(EICAR), zip([{ name: "e.com", packed: deflateRawSync(EICAR), unpacked: EICAR.length }])];
    for (const bytes of [...packed, Buffer.from(`${"a".repeat(70_000)}${EICAR}`)])
      expect((await host.row(await host.uploadJudged(ada, threadId, bytes)))?.state).toBe("INFECTED");
    expect(await host.files.scanner.version()).toBe("Confab's built-in scanner, 1 signature");
  });
});

/** Something on a port that is no clamd, or none to rely on. */
async function pretendClamd(behave: (socket: Socket) => void): Promise<{ address: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    address: `127.0.0.1:${port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe("a scanner that cannot be relied on", () => {
  const behaviours: [string, ((socket: Socket) => void) | null][] = [
    ["that is not there", null],
    ["that hangs up", (socket) => socket.destroy()],
    ["that never answers", () => undefined],
    ["that answers an error", (socket) => socket.on("data", () => socket.write("Can't allocate memory ERROR\0"))],
    ["that answers nonsense", (socket) => socket.on("data", () => socket.write("stream: OK, probably\0"))],
    ["that answers half", (socket) => socket.on("data", () => socket.end("stream: O"))],
    ["that talks without end", (socket) => socket.on("data", () => socket.write("x".repeat(10_000)))],
  ];
  it.each(behaviours)("%s: the file waits, and no byte of it leaves", async (_, behave) => {
    const pretender = behave ? await pretendClamd(behave) : null;
    const broken = createClamd(pretender?.address ?? "127.0.0.1:1", { silenceMs: 200, thinkingMs: 100 });
    await expect(
      broken.scan({ size: 1, stream: async () => [Buffer.from("x")] as never, read: async () => Buffer.from("x") }),
    ).rejects.toThrow();
    const room = await openFileHostWith({ ...broken, version: async () => "broken" });
    const { id } = await room.upload("hello");
    await room.tried(id);
    expect((await host.row(id))?.state).toBe("PENDING");
    expect(await codeOf(await host.ask(ada, "GET", path(id)))).toBe("FILE_NOT_READY");
    // Back in order, it is scanned without anybody's doing.
    await room.stop();
    pretender?.close();
    await host.slot.prisma.attachment.update({ where: { id }, data: { scanAfter: new Date() } });
    await host.files.scanning.idle();
    expect((await host.ask(ada, "GET", path(id))).status).toBe(200);
  });

  it("after too many tries a file is given up, plainly", async () => {
    const broken: Scanner = { kind: "clamd", version: async () => "v", scan: () => Promise.reject(new Error("away")) };
    const room = await openFileHostWith(broken);
    const { id } = await room.upload("never scanned");
    await host.slot.prisma.attachment.update({ where: { id }, data: { scanTries: 40 } });
    await until("it is given up", async () => {
      await host.slot.prisma.attachment.updateMany({
        where: { id, state: "PENDING" },
        data: { scanAfter: new Date() },
      });
      return (await host.row(id))?.state === "FAILED";
    });
    expect((await host.row(id))?.finding).toBe("scanner");
    await room.stop();
  });

  /** The same doors with another scanner behind them. */
  async function openFileHostWith(scanner: Scanner) {
    await host.files.scanning.idle();
    const { pool, log } = host.slot;
    const scanning = startScanning({ pool, log, store: host.files.store, scanner, everyMs: 100 });
    // Whichever of the two takes it: the host's own must not.
    const upload = async (bytes: string) => {
      await host.files.scanning.stop();
      return host.upload(ada, threadId, bytes);
    };
    return {
      upload,
      tried: (id: string) =>
        until("a scan was tried", async () => ((await host.row(id))?.scanTries ?? 0) > 0 && (await isWaiting(id))),
      async stop() {
        await scanning.stop();
        host.files.scanning = startScanning({
          pool,
          log,
          store: host.files.store,
          scanner: host.files.scanner,
          everyMs: 200,
        });
      },
    };
  }
  const isWaiting = async (id: string) => {
    const row = await host.row(id);
    return row?.scanAfter !== null && (row?.scanAfter.getTime() ?? 0) < Date.now() + 9 * 60_000;
  };
});

describe("what nobody can reach any more", () => {
  it("is erased, bytes and pictures: unsent files, files of deleted messages, condemned ones; nothing else", async () => {
    const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const kept = await host.uploadJudged(ada, threadId, picture, "kept.png");
    await host.sendFiles(ada, threadId, [kept]);
    const deleted = await host.uploadJudged(ada, threadId, picture, "deleted.png");
    const { id: messageId } = await host.sendFiles(ada, threadId, [deleted]);
    await host.run(ada, "message:delete", { messageId });
    // Taken down by another: that can be taken back for much longer.
    const moderated = await host.uploadJudged(ada, threadId, picture, "moderated.png");
    const { id: takenDown } = await host.sendFiles(ada, threadId, [moderated]);
    await host.run(ada, "message:delete", { messageId: takenDown });
    const moderator = await host.person("Mo");
    await host.slot.prisma.message.update({ where: { id: takenDown }, data: { deletedById: moderator.userId } });
    const unsent = await host.uploadJudged(ada, threadId, picture, "unsent.png");
    const infected = await host.uploadJudged(ada, threadId, EICAR, "infected.txt");
    await host.sendFiles(ada, threadId, [await host.uploadJudged(ada, threadId, "x")]);
    const { pool } = host.slot;
    const files = () =>
      readdirSync(join(host.dataDir, "files")).filter((name) =>
        [deleted, moderated, unsent, infected, kept].some((id) => name.startsWith(id)),
      );
    const { store } = host.files;

    await sweepFiles({ pool, store });
    expect(files()).toHaveLength(9);
    const keeping = { deletedSeconds: 0, moderatedSeconds: 3_600, unsentSeconds: 0, condemnedSeconds: 0 };
    await sweepFiles({ pool, store, keeping });
    expect(files().sort()).toEqual([kept, `${kept}.webp`, moderated, `${moderated}.webp`].sort());
    await sweepFiles({ pool, store, keeping: { ...keeping, moderatedSeconds: 0 } });
    expect(files().sort()).toEqual([kept, `${kept}.webp`]);
    expect(await host.row(unsent)).toBeNull();
    expect((await host.row(deleted))?.erasedAt).not.toBeNull();
    expect((await host.ask(ada, "GET", path(kept))).status).toBe(200);
  });

  it("a deleted thread goes when its files have gone, and not before", async () => {
    const room = await host.thread(ada);
    const sent = await host.uploadJudged(ada, room, "sent");
    await host.sendFiles(ada, room, [sent]);
    const { pool, prisma } = host.slot;
    const { store } = host.files;
    await host.run(ada, "thread:delete", { threadId: room, reason: "Over" });
    await sweepFiles({ pool, store });
    expect(await store.head(sent)).not.toBeNull();

    const deletedAt = new Date(Date.now() - 31 * 24 * 3_600_000);
    await prisma.thread.update({ where: { id: room }, data: { deletedAt } });
    await sweepDeleted(pool);
    expect(await prisma.thread.count({ where: { id: room } })).toBe(1);
    await sweepFiles({ pool, store });
    expect(await store.head(sent)).toBeNull();
    await sweepDeleted(pool);
    expect([await prisma.thread.count({ where: { id: room } }), await host.row(sent)]).toEqual([0, null]);
  });
});

type Entry = { name: string; packed: Buffer; unpacked: number };

/** A zip of these entries; `shared`: all of them point at the first one's bytes. */
function zip(entries: Entry[], shared = false): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [n, { name, packed, unpacked }] of entries.entries()) {
    const local = Buffer.alloc(30);
    local.write("PK\x03\x04", "latin1");
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(unpacked, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.write("PK\x01\x02", "latin1");
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(unpacked, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(shared ? 0 : offset, 42);
    directory.push(entry, Buffer.from(name));
    if (shared && n > 0) continue;
    bodies.push(local, Buffer.from(name), packed);
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  const size = Buffer.concat(directory).length;
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}
