// The store of files: a folder, and a bucket behind the real protocol with its signatures. One test for both.
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { v7 as uuidv7 } from "uuid";
import { Upload } from "@tus/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createLog } from "../../lib/log.ts";
import { ObjectMissing, type ObjectStore, readObject } from "../../lib/storage.ts";
import { openStorage } from "../../lib/storage/open-storage.ts";
import { codeOf, type FileHost, openFileHost } from "../support/file-host.ts";
import { openS3Server, type S3Server } from "../support/s3-server.ts";
import type { Person } from "../support/socket-host.ts";

vi.setConfig({ testTimeout: 120_000 });

const dir = mkdtempSync(join(tmpdir(), "confab-store-"));
const log = createLog({ level: "fatal", pretty: true });
let s3: S3Server;

beforeAll(async () => {
  s3 = await openS3Server();
});
afterAll(async () => {
  await s3.close();
  rmSync(dir, { recursive: true, force: true });
});

const open: Record<string, (more?: object) => Promise<ObjectStore>> = {
  disk: () => openStorage(dir, { env: { S3_REGION: "us-east-1" }, log }),
  s3: (more = {}) => openStorage(dir, { env: { ...s3.env, ...more }, log }),
};

describe.each(Object.keys(open))("a store of kind %s", (kind) => {
  it("keeps, gives in full and in part, measures and deletes", async () => {
    const store = await open[kind]!();
    expect(store.kind).toBe(kind);
    const key = uuidv7();
    const bytes = randomBytes(100_000);
    await expect(store.get(key)).rejects.toBeInstanceOf(ObjectMissing);
    expect(await store.head(key)).toBeNull();
    await store.put(key, bytes, { type: "image/webp" });
    expect(await store.head(key)).toEqual({ size: 100_000 });
    expect((await readObject(store, key)).equals(bytes)).toBe(true);
    expect((await readObject(store, key, { start: 10, end: 19 })).equals(bytes.subarray(10, 20))).toBe(true);
    expect((await readObject(store, key, { start: 99_999, end: 99_999 })).equals(bytes.subarray(99_999))).toBe(true);
    await store.put(key, Buffer.from("another"), { type: "image/webp" });
    expect((await readObject(store, key)).toString()).toBe("another");
    await store.delete(key);
    await store.delete(key);
    expect(await store.head(key)).toBeNull();
    await store.abandonUpload(uuidv7());
    await expect(store.get("../secret")).rejects.toThrow("malformed");
  });

  it("makes an object of an upload that came in pieces, once it is complete, and forgets one that is given up", async () => {
    const store = await open[kind]!();
    const bytes = randomBytes(3_000_001);
    const pieces = [bytes.subarray(0, 7), bytes.subarray(7, 1_500_000), bytes.subarray(1_500_000)];
    const begin = async () => {
      const id = uuidv7();
      await store.uploads.create(new Upload({ id, offset: 0, size: bytes.length }));
      let offset = 0;
      for (const piece of pieces) {
        const { Readable } = await import("node:stream");
        offset = await store.uploads.write(Readable.from([piece]), id, offset);
        expect(await store.head(id)).toEqual({ size: offset });
        expect((await store.uploads.getUpload(id)).offset).toBe(offset);
      }
      return id;
    };
    const id = await begin();
    // Before it counts it is looked into.
    expect((await readObject(store, id, { start: 5, end: 9 })).equals(bytes.subarray(5, 10))).toBe(true);
    await store.keepUpload(id);
    await store.keepUpload(id);
    await store.finishUpload(id);
    await store.finishUpload(id);
    // Another process has no part of the upload.
    rmSync(join(dir, "uploads"), { recursive: true, force: true });
    const elsewhere = await open[kind]!();
    expect(await elsewhere.head(id)).toEqual({ size: bytes.length });
    expect((await readObject(elsewhere, id)).equals(bytes)).toBe(true);
    await expect(elsewhere.uploads.getUpload(id)).rejects.toBeDefined();
    await elsewhere.abandonUpload(id);
    expect(await elsewhere.head(id)).toBeNull();
    const given = await begin();
    await store.abandonUpload(given);
    expect(await store.head(given)).toBeNull();
    await expect(store.uploads.getUpload(given)).rejects.toBeDefined();
  });

  it("lets a reader go in the middle, and many read at once", async () => {
    const store = await open[kind]!();
    const key = uuidv7();
    await store.put(key, randomBytes(4_000_000), { type: "x/y" });
    for (let n = 0; n < 60; n++) (await store.get(key)).destroy();
    const read = await Promise.all(
      Array.from({ length: 20 }, (_, n) => readObject(store, key, { start: n, end: n + 9 })),
    );
    expect(read.every(({ length }) => length === 10)).toBe(true);
    await store.delete(key);
  });
});

describe("a bucket", () => {
  it("is refused at the start where it is not there, or the keys are not right", async () => {
    await expect(open.s3!({ S3_BUCKET: "no-such-bucket" })).rejects.toThrow("S3_BUCKET");
    await expect(open.s3!({ S3_SECRET_ACCESS_KEY: "wrong" })).rejects.toThrow("S3_BUCKET");
  });

  it("that is out of reach is no reason not to start, and fails whoever asks it", async () => {
    const store = await open.s3!({ S3_ENDPOINT: "http://127.0.0.1:9" });
    await expect(store.get(uuidv7())).rejects.not.toBeInstanceOf(ObjectMissing);
    await expect(store.head(uuidv7())).rejects.toBeDefined();
  });

  it("has old pieces of uploads that nobody goes on with cleared away, and no others", async () => {
    const staging = join(dir, "uploads");
    mkdirSync(staging, { recursive: true });
    for (const name of ["old", "new"]) writeFileSync(join(staging, name), "x");
    const weekAgo = new Date(Date.now() - 8 * 86_400_000);
    utimesSync(join(staging, "old"), weekAgo, weekAgo);
    await open.s3!();
    expect(readdirSync(staging)).toEqual(["new"]);
  });
});

describe("files in a bucket", () => {
  let host: FileHost;
  let ada: Person;
  let threadId: string;
  beforeAll(async () => {
    host = await openFileHost(s3.env);
    ada = await host.person("Ada");
    threadId = await host.thread(ada);
  });
  afterAll(() => host.close());

  it("go through the same doors: up in pieces, scanned, with thumbnails and ranges, and away again", async () => {
    expect(host.files.store.kind).toBe("s3");
    const words = "0123456789".repeat(20_000);
    const id = await host.uploadJudged(ada, threadId, words, "words.txt");
    expect(readdirSync(join(host.dataDir, "uploads"))).toEqual([]);
    const got = await host.ask(ada, "GET", `/api/attachments/${id}`);
    expect([got.status, await text(got.body as never)]).toEqual([200, words]);
    const part = await host.ask(ada, "GET", `/api/attachments/${id}`, { headers: { range: "bytes=15-19" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
      206,
      "bytes 15-19/200000",
      "56789",
    ]);
    const { default: sharp } = await import("sharp");
    const jpeg = await sharp({ create: { width: 900, height: 600, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    const photo = await host.uploadJudged(ada, threadId, jpeg, "photo.jpg");
    const thumbnail = await host.ask(ada, "GET", `/api/attachments/${photo}/thumbnail`);
    expect([thumbnail.status, thumbnail.headers.get("content-type")]).toEqual([200, "image/webp"]);
    expect((await host.ask(ada, "DELETE", `/api/uploads/${photo}`)).status).toBe(204);
    expect([await host.files.store.head(photo), await host.files.store.head(`${photo}.webp`)]).toEqual([null, null]);
    expect(await codeOf(await host.ask(ada, "GET", `/api/attachments/${photo}`))).toBe("NOT_FOUND");
  });

  it("what is infected never leaves, there either", async () => {
    const { EICAR } = await import("../support/file-host.ts");
    const id = await host.uploadJudged(ada, threadId, EICAR, "invoice.txt");
    expect(await codeOf(await host.ask(ada, "GET", `/api/attachments/${id}`))).toBe("FILE_REFUSED");
  });
});
