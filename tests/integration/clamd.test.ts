// Real clamd: `npm run test:scan`. Every sample is refused, by the door or by the scanner, and none is ever given out.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createClamd } from "../../lib/scanner/clamd.ts";
import type { Scanned } from "../../lib/scanner.ts";
import { Readable } from "node:stream";
import { readSample, sampleNames, signatureOf, startClamd, type TestClamd } from "../support/clamd.ts";
import { codeOf, EICAR, type FileHost, openFileHost } from "../support/file-host.ts";
import type { Person } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

// Scans, pictures and archives take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let clamd: TestClamd;
let host: FileHost;
let ada: Person;
let threadId: string;

beforeAll(async () => {
  clamd = await startClamd();
  host = await openFileHost({ CLAMD_ADDRESS: clamd.address, UPLOAD_MAX_MB: "10" });
  ada = await host.person("Ada");
  threadId = await host.thread(ada);
});
afterAll(async () => {
  await host.close();
  await clamd.stop();
});

const scanned = (bytes: Buffer): Scanned => ({
  size: bytes.length,
  stream: async () => Readable.from([bytes]),
  read: async (start, end) => bytes.subarray(start, end + 1),
});

it("finds every sample, and not what is harmless", async () => {
  const scanner = createClamd(clamd.address);
  expect(await scanner.version()).toMatch(/^ClamAV /);
  const found: string[] = [];
  for (const name of sampleNames()) {
    if ((await scanner.scan(scanned(readSample(name)))).is === "infected") found.push(name);
  }
  expect(found).toEqual(sampleNames());
  expect(await scanner.scan(scanned(Buffer.from(EICAR)))).toEqual({
    is: "infected",
    signature: expect.stringContaining("Eicar-Test-Signature"),
  });
  expect(await scanner.scan(scanned(randomBytes(100_000)))).toEqual({ is: "clean" });
  // clamd hangs up in the middle of too much. Where its word is lost on the way, the file waits and is scanned again.
  const tooMuch = await scanner
    .scan(scanned(randomBytes(6 * 1024 * 1024)))
    .catch(({ code }: NodeJS.ErrnoException) => code);
  expect([{ is: "refused", problem: "size" }, "EPIPE", "ECONNRESET"]).toContainEqual(tooMuch);
});

it("refuses every sample and EICAR through the doors: not one byte of any is ever given out", {
  timeout: 120_000,
}, async () => {
  const samples = [
    ...sampleNames().map((name) => ({ name, bytes: readSample(name) })),
    { name: "eicar.com", bytes: Buffer.from(EICAR) },
  ];
  let atTheDoor = 0;
  let byTheScanner = 0;
  for (const { name, bytes } of samples) {
    const { id, code } = await host.upload(ada, threadId, bytes, name);
    if (code === "MEDIA_TYPE") {
      atTheDoor += 1;
      expect(await codeOf(await host.ask(ada, "GET", `/api/attachments/${id}`)), name).toBe("NOT_FOUND");
      expect(await host.files.store.head(id), name).toBeNull();
      continue;
    }
    expect(code, name).toBeNull();
    await host.files.scanning.idle();
    expect(await codeOf(await host.ask(ada, "GET", `/api/attachments/${id}`)), name).toBe("FILE_REFUSED");
    byTheScanner += 1;
  }
  console.log(
    `${atTheDoor + byTheScanner} of ${samples.length} samples refused (${atTheDoor} for what they are, ${byTheScanner} by clamd)`,
  );
  expect(atTheDoor + byTheScanner).toBe(45);
  expect(byTheScanner).toBeGreaterThan(10);
});

it("never gives out what is more than it reads: such a file is given up in the end", async () => {
  const { id } = await host.upload(ada, threadId, Buffer.alloc(6 * 1024 * 1024, "more than five "), "long.txt");
  await until("it is given up", async () => {
    // Where clamd's word is lost on the way, the next try is now.
    const waiting = { id, state: "PENDING" as const };
    await host.slot.prisma.attachment.updateMany({ where: waiting, data: { scanAfter: new Date() } });
    await host.files.scanning.idle();
    expect(["FILE_NOT_READY", "FILE_REFUSED"]).toContain(
      await codeOf(await host.ask(ada, "GET", `/api/attachments/${id}`)),
    );
    return (await host.row(id))?.state === "FAILED";
  });
  expect(["size", "scanner"]).toContain((await host.row(id))?.finding);
});

it("scans again when the signatures change: what turns out infected is locked away, and who fetched it is told", async () => {
  const cy = await host.person("Cy");
  const dee = await host.person("Dee");
  const room = await host.thread(ada, [cy, dee]);
  const bytes = Buffer.from("harmless as far as anybody knows");
  const id = await host.uploadJudged(ada, room, bytes, "report.txt");
  const message = await host.sendFiles(ada, room, [id]);
  expect((await host.ask(cy, "GET", `/api/attachments/${id}`)).status).toBe(200);
  expect((await host.ask(dee, "HEAD", `/api/attachments/${id}`)).status).toBe(200);
  expect(await host.files.scanning.checkSignatures()).toBe(0);

  // The same process with other signatures is what freshclam makes of it; here it is another clamd on the same row.
  const { startScanning } = await import("../../server/jobs/scan-files.ts");
  const informed = await startClamd([signatureOf(bytes, "New-Finding")]);
  const real = createClamd(informed.address);
  const scanner = { ...real, version: async () => `${await real.version()}/tomorrow` };
  const { pool, log } = host.slot;
  const scanning = startScanning({ pool, log, store: host.files.store, scanner });
  expect(await scanning.checkSignatures()).toBeGreaterThan(0);
  await scanning.idle();
  await scanning.stop();
  await informed.stop();

  expect(await codeOf(await host.ask(cy, "GET", `/api/attachments/${id}`))).toBe("FILE_REFUSED");
  expect(await host.view(cy, message.id)).toMatchObject([
    { state: "INFECTED", finding: expect.stringContaining("New-Finding") },
  ]);
  const told = await host.slot.prisma.notification.findMany({ where: { kind: "INFECTED" } });
  expect(told.map(({ userId }) => userId)).toEqual([cy.userId]);
  expect(told[0]?.decision).toMatchObject({ rule: "INFECTED", name: "report.txt", times: 1 });
});
