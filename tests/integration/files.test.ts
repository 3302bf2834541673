// Files through their doors: up, scanned, in a message, and down again to those who may.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { request } from "node:http";
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { beginHeaders, codeOf, EICAR, type FileHost, openFileHost, patchHeaders } from "../support/file-host.ts";
import type { Person } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

// Scans, pictures and archives take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let host: FileHost;
let ada: Person;
let cy: Person;
let dee: Person;
let threadId: string;

beforeAll(async () => {
  host = await openFileHost({ UPLOAD_MAX_MB: "2", UPLOAD_QUOTA_MB: "5" });
  [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
  threadId = await host.thread(ada, [cy]);
});
afterAll(() => host.close());

const path = (id: string) => `/api/attachments/${id}`;
const photo = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: "#2b6cb0" } })
    .jpeg()
    .withExif({ IFD0: { Artist: "A secret photographer" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .toBuffer();

describe("a file on its way", () => {
  it("is uploaded, scanned, sent, told of live and given back byte for byte", async () => {
    const device = await host.connect(cy);
    const bytes = await photo();
    const { id, code } = await host.upload(ada, threadId, bytes, "holiday 🏝.jpg");
    expect(code).toBeNull();
    const message = await host.sendFiles(ada, threadId, [id]);
    expect(message).toMatchObject({ body: "", attachments: [{ id, name: "holiday 🏝.jpg", size: bytes.length }] });
    await until("everybody sees that it is clean", () =>
      device.events.some(
        ({ change }) => change?.kind === "message" && change.message.attachments[0]?.state === "CLEAN",
      ),
    );
    const [view] = await host.view(cy, message.id);
    expect(view).toMatchObject({ type: "image/jpeg", state: "CLEAN", finding: null, width: 640, height: 480 });
    expect(view?.thumbhash).toMatch(/^[\w+/]{20,}={0,2}$/);

    const got = await host.ask(cy, "GET", path(id));
    expect(got.status).toBe(200);
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await host.row(id))?.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));

    const thumbnail = await host.ask(cy, "GET", `${path(id)}/thumbnail`);
    const webp = Buffer.from(await thumbnail.arrayBuffer());
    expect(thumbnail.headers.get("content-type")).toBe("image/webp");
    const { exif, xmp, format } = await sharp(webp).metadata();
    expect({ exif, xmp, format }).toEqual({ exif: undefined, xmp: undefined, format: "webp" });
    expect(webp.includes("secret")).toBe(false);
    device.close();
  });

  it("is seen in the message even when the scan ends while the message is being sent", async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await host.upload(ada, threadId, `round ${round}`);
      const message = await host.sendFiles(ada, threadId, [id]);
      await host.files.scanning.idle();
      expect(await host.view(cy, message.id)).toMatchObject([{ state: "CLEAN" }]);
    }
  });

  it("goes on where it was cut, at any byte", async () => {
    const bytes = Buffer.from("0123456789".repeat(40));
    for (const cut of [1, 7, 199, bytes.length - 1]) {
      const id = uuidv7();
      const file = { id, threadId, name: "cut.txt", size: bytes.length };
      expect((await host.ask(ada, "POST", "/api/uploads", { headers: beginHeaders(file) })).status).toBe(201);
      const part = await host.ask(ada, "PATCH", `/api/uploads/${id}`, {
        headers: patchHeaders(0),
        body: bytes.subarray(0, cut),
      });
      expect(part.headers.get("upload-offset")).toBe(String(cut));
      expect((await host.ask(ada, "HEAD", `/api/uploads/${id}`)).headers.get("upload-offset")).toBe(String(cut));
      // Half a file is no file: not to be had, not to be sent.
      expect(await codeOf(await host.ask(ada, "GET", path(id)))).toBe("FILE_NOT_READY");
      await expect(host.sendFiles(ada, threadId, [id])).rejects.toMatchObject({ code: "FILE_NOT_READY" });
      const wrong = await host.ask(ada, "PATCH", `/api/uploads/${id}`, {
        headers: patchHeaders(cut + 1),
        body: bytes.subarray(cut),
      });
      expect(await codeOf(wrong)).toBe("CONFLICT");
      const rest = await host.ask(ada, "PATCH", `/api/uploads/${id}`, {
        headers: patchHeaders(cut),
        body: bytes.subarray(cut),
      });
      expect(rest.status).toBe(204);
      // The word of it may be lost: then it is asked, and nothing is doubled.
      const head = await host.ask(ada, "HEAD", `/api/uploads/${id}`);
      expect([head.status, head.headers.get("upload-offset")]).toEqual([200, String(bytes.length)]);
      await host.files.scanning.idle();
      expect(await (await host.ask(ada, "GET", path(id))).text()).toBe(bytes.toString());
    }
  });

  it("whose connection breaks at any byte goes on from what came, or is taken back without a trace", async () => {
    const bytes = Buffer.from("any byte of these");
    for (let cut = 0; cut < bytes.length; cut++) {
      const id = uuidv7();
      const file = { id, threadId, name: "broken.txt", size: bytes.length };
      expect((await host.ask(ada, "POST", "/api/uploads", { headers: beginHeaders(file) })).status).toBe(201);
      await breakOff(`/api/uploads/${id}`, bytes, cut);
      const head = await host.ask(ada, "HEAD", `/api/uploads/${id}`);
      const came = Number(head.headers.get("upload-offset"));
      expect([head.status, came <= cut], `cut at ${cut}`).toEqual([200, true]);
      if (cut % 3 === 2) {
        expect((await host.ask(ada, "DELETE", `/api/uploads/${id}`)).status).toBe(204);
        expect([await host.row(id), readdirSync(host.dataDir, { recursive: true }).join().includes(id)]).toEqual([
          null,
          false,
        ]);
        continue;
      }
      const rest = { headers: patchHeaders(came), body: bytes.subarray(came) };
      expect((await host.ask(ada, "PATCH", `/api/uploads/${id}`, rest)).status).toBe(204);
      await host.files.scanning.idle();
      expect(await (await host.ask(ada, "GET", path(id))).text()).toBe(bytes.toString());
    }
  });

  /** Promises all of the bytes, sends those before `cut`, and hangs up. */
  async function breakOff(to: string, bytes: Buffer, cut: number): Promise<void> {
    const sending = request(host.origin + to, {
      method: "PATCH",
      headers: {
        ...patchHeaders(0),
        "content-length": bytes.length,
        "tus-resumable": "1.0.0",
        origin: host.origin,
        "sec-fetch-site": "same-origin",
        authorization: `Bearer ${host.tokenFor(ada)}`,
      },
    });
    const broken = new Promise((done) => sending.once("close", done));
    sending.on("error", () => undefined);
    sending.flushHeaders();
    await new Promise((done) => (cut > 0 ? sending.write(bytes.subarray(0, cut), done) : sending.once("socket", done)));
    sending.destroy();
    await broken;
  }

  it("whose last byte came while the word of it was lost is completed by asking", async () => {
    const id = uuidv7();
    const bytes = Buffer.from("all of it");
    await host.ask(ada, "POST", "/api/uploads", {
      headers: beginHeaders({ id, threadId, name: "x.txt", size: bytes.length }),
    });
    // As if the process had died between the last byte and what follows.
    await host.files.store.put(id, bytes, { type: "" });
    expect((await host.ask(ada, "HEAD", `/api/uploads/${id}`)).status).toBe(200);
    await host.files.scanning.idle();
    expect((await host.row(id))?.state).toBe("CLEAN");
  });

  it("is taken back with all its bytes, begun or complete, and not once it is sent", async () => {
    const begun = uuidv7();
    await host.ask(ada, "POST", "/api/uploads", {
      headers: beginHeaders({ id: begun, threadId, name: "x.txt", size: 9 }),
    });
    const { id: complete } = await host.upload(ada, threadId, "all of it");
    for (const id of [begun, complete]) {
      expect((await host.ask(cy, "DELETE", `/api/uploads/${id}`)).status).toBe(204);
      expect(await host.row(id)).not.toBeNull();
      expect((await host.ask(ada, "DELETE", `/api/uploads/${id}`)).status).toBe(204);
      expect([await host.row(id), await host.files.store.head(id)]).toEqual([null, null]);
    }
    const sent = await host.uploadJudged(ada, threadId, "sent");
    await host.sendFiles(ada, threadId, [sent]);
    expect(await codeOf(await host.ask(ada, "DELETE", `/api/uploads/${sent}`))).toBe("CONFLICT");
    expect((await host.ask(cy, "GET", path(sent))).status).toBe(200);
  });
});

describe("who may upload", () => {
  const begin = (
    person: Person | null,
    more: Record<string, string | null> = {},
    to = threadId,
    size: number | string = 5,
  ) =>
    host.ask(person, "POST", "/api/uploads", {
      headers: { ...beginHeaders({ id: uuidv7(), threadId: to, name: "a.txt", size }), ...more },
    });

  it("nobody without a session, from another page, or without a right to attach", async () => {
    expect((await begin(ada)).status).toBe(201);
    expect(await codeOf(await begin(null))).toBe("UNAUTHENTICATED");
    for (const origin of ["https://evil.example", "null", `${host.origin}.evil.example`])
      expect(await codeOf(await begin(ada, { origin }))).toBe("ORIGIN");
    expect(await codeOf(await begin(ada, { "sec-fetch-site": "cross-site" }))).toBe("ORIGIN");
    expect(await codeOf(await begin(dee))).toBe("NOT_FOUND");
    expect(await codeOf(await begin(dee, {}, uuidv7()))).toBe("NOT_FOUND");
    expect(await codeOf(await begin(ada, { "x-http-method-override": "DELETE" }))).toBe("METHOD");
    const open = await host.thread(ada, [], "PUBLIC");
    expect(await codeOf(await begin(dee, {}, open))).toBe("JOIN_FIRST");
  });

  it("malformed beginnings are refused, and leave nothing", async () => {
    const before = await host.slot.prisma.attachment.count();
    for (const size of ["0", "-1", "1.5", "x", "", "99999999999999999999"])
      expect(["INVALID", "TOO_LARGE"]).toContain(await codeOf(await begin(ada, {}, threadId, size)));
    expect(await codeOf(await begin(ada, {}, threadId, 2 * 1024 * 1024 + 1))).toBe("TOO_LARGE");
    for (const metadata of ["", "attachmentId", "x y z", "attachmentId !!!", `filename ${"A".repeat(9_000)}`])
      expect(["INVALID"]).toContain(await codeOf(await begin(ada, { "upload-metadata": metadata })));
    expect(await host.slot.prisma.attachment.count()).toBe(before);
  });

  it("an id is one person's and one file's", async () => {
    const id = uuidv7();
    const headers = beginHeaders({ id, threadId, name: "a.txt", size: 5 });
    expect((await host.ask(ada, "POST", "/api/uploads", { headers })).status).toBe(201);
    // Again, for the answer was lost: the same.
    expect((await host.ask(ada, "POST", "/api/uploads", { headers })).status).toBe(201);
    expect(await codeOf(await host.ask(cy, "POST", "/api/uploads", { headers }))).toBe("CONFLICT");
    const other = beginHeaders({ id, threadId, name: "a.txt", size: 6 });
    expect(await codeOf(await host.ask(ada, "POST", "/api/uploads", { headers: other }))).toBe("CONFLICT");
    for (const method of ["HEAD", "PATCH"]) {
      const foreign = await host.ask(cy, method, `/api/uploads/${id}`, {
        headers: patchHeaders(0),
        ...(method === "PATCH" ? { body: Buffer.from("hello") } : {}),
      });
      expect(foreign.status).toBe(404);
    }
    expect((await host.files.store.head(id))?.size).toBe(0);
  });

  it("a token that ran out on the way stops one request: with the next it goes on", async () => {
    const id = uuidv7();
    const url = `/api/uploads/${id}`;
    await host.ask(ada, "POST", "/api/uploads", {
      headers: beginHeaders({ id, threadId, name: "long.txt", size: 10 }),
    });
    await host.ask(ada, "PATCH", url, { headers: patchHeaders(0), body: Buffer.from("01234") });
    const old = { authorization: `Bearer ${host.tokenFor(ada, { seconds: -60 })}` };
    const rest = Buffer.from("56789");
    const late = await host.ask(ada, "PATCH", url, { headers: { ...patchHeaders(5), ...old }, body: rest });
    expect(await codeOf(late)).toBe("UNAUTHENTICATED");
    expect((await host.ask(ada, "HEAD", url)).headers.get("upload-offset")).toBe("5");
    expect((await host.ask(ada, "PATCH", url, { headers: patchHeaders(5), body: rest })).status).toBe(204);
    await host.files.scanning.idle();
    expect(await (await host.ask(ada, "GET", path(id))).text()).toBe("0123456789");
  });

  it("access is asked again at the end: who was removed meanwhile leaves no byte", async () => {
    const eve = await host.person("Eve");
    const room = await host.thread(ada, [eve]);
    const id = uuidv7();
    await host.ask(eve, "POST", "/api/uploads", {
      headers: beginHeaders({ id, threadId: room, name: "late.txt", size: 10 }),
    });
    await host.ask(eve, "PATCH", `/api/uploads/${id}`, { headers: patchHeaders(0), body: Buffer.from("01234") });
    await host.run(ada, "participant:remove", { threadId: room, userId: eve.userId });
    const last = await host.ask(eve, "PATCH", `/api/uploads/${id}`, {
      headers: patchHeaders(5),
      body: Buffer.from("56789"),
    });
    expect(await codeOf(last)).toBe("NOT_FOUND");
    expect([await host.row(id), await host.files.store.head(id)]).toEqual([null, null]);
  });

  it("more than the person's quota is refused, and what was erased is room again", async () => {
    const frank = await host.person("Frank");
    const room = await host.thread(frank);
    const big = Buffer.alloc(2 * 1024 * 1024, "a");
    const ids: string[] = [];
    for (let n = 0; n < 2; n++) ids.push((await host.upload(frank, room, big)).id);
    expect((await host.upload(frank, room, big)).code).toBe("QUOTA");
    await host.ask(frank, "DELETE", `/api/uploads/${ids[0]}`);
    expect((await host.upload(frank, room, big)).code).toBeNull();
  });
});

describe("who may read", () => {
  it("before it is sent its owner, then the thread's readers, then nobody", async () => {
    const id = await host.uploadJudged(ada, threadId, "for your eyes");
    expect((await host.ask(ada, "GET", path(id))).status).toBe(200);
    for (const person of [cy, dee]) expect(await codeOf(await host.ask(person, "GET", path(id)))).toBe("NOT_FOUND");
    expect(await codeOf(await host.ask(null, "GET", path(id)))).toBe("UNAUTHENTICATED");
    const message = await host.sendFiles(ada, threadId, [id]);
    expect((await host.ask(cy, "GET", path(id))).status).toBe(200);
    expect(await codeOf(await host.ask(dee, "GET", path(id)))).toBe("NOT_FOUND");
    expect(await codeOf(await host.ask(dee, "GET", path(uuidv7())))).toBe("NOT_FOUND");
    await host.run(ada, "message:delete", { messageId: message.id });
    for (const person of [ada, cy]) expect(await codeOf(await host.ask(person, "GET", path(id)))).toBe("NOT_FOUND");
    expect(await host.view(ada, message.id)).toEqual([]);
  });

  it("who joined a group later does not get the files of before, and who was removed gets none", async () => {
    const group = uuidv7();
    await host.run(ada, "thread:direct", { id: group, userIds: [cy.userId, dee.userId] });
    const id = await host.uploadJudged(ada, group, "old");
    await host.sendFiles(ada, group, [id]);
    const eve = await host.person("Eve");
    await host.run(ada, "participant:add", { threadId: group, userIds: [eve.userId] });
    expect(await codeOf(await host.ask(eve, "GET", path(id)))).toBe("NOT_FOUND");
    const later = await host.uploadJudged(ada, group, "new");
    await host.sendFiles(ada, group, [later]);
    expect((await host.ask(eve, "GET", path(later))).status).toBe(200);

    const room = await host.thread(ada, [cy]);
    const shared = await host.uploadJudged(ada, room, "shared");
    await host.sendFiles(ada, room, [shared]);
    expect((await host.ask(cy, "GET", path(shared))).status).toBe(200);
    await host.run(ada, "participant:remove", { threadId: room, userId: cy.userId });
    expect(await codeOf(await host.ask(cy, "GET", path(shared)))).toBe("NOT_FOUND");
  });

  it("a short link opens without a session, and no longer than its maker may read", async () => {
    const room = await host.thread(ada, [cy]);
    const id = await host.uploadJudged(ada, room, "linked");
    await host.sendFiles(ada, room, [id]);
    const { fileLinks } = await import("../../lib/files/file-link.ts");
    const { url } = fileLinks().make(cy, id, new Date());
    expect(await (await host.ask(null, "GET", url)).text()).toBe("linked");
    const old = fileLinks().make(cy, id, new Date(Date.now() - 11 * 60_000)).url;
    const other = await host.uploadJudged(ada, room, "other");
    const forged = [
      old,
      `${url}x`,
      url.replace("link=", "link=A"),
      url.replace(id, other),
      `${path(id)}?link=`,
      `${path(id)}?link=a.b`,
    ];
    for (const bad of forged) expect(await codeOf(await host.ask(null, "GET", bad))).toBe("FORBIDDEN");
    await host.run(ada, "participant:remove", { threadId: room, userId: cy.userId });
    expect(await codeOf(await host.ask(null, "GET", url))).toBe("NOT_FOUND");
  });

  it("ranges, HEAD and conditional requests", async () => {
    const id = await host.uploadJudged(ada, threadId, "0123456789");
    const range = async (value: string, more = {}) => {
      const got = await host.ask(ada, "GET", path(id), { headers: { range: value, ...more } });
      return [got.status, got.headers.get("content-range"), await got.text()];
    };
    expect(await range("bytes=2-4")).toEqual([206, "bytes 2-4/10", "234"]);
    expect(await range("bytes=7-")).toEqual([206, "bytes 7-9/10", "789"]);
    expect(await range("bytes=-3")).toEqual([206, "bytes 7-9/10", "789"]);
    expect(await range("bytes=5-999")).toEqual([206, "bytes 5-9/10", "56789"]);
    expect(await range("bytes=10-")).toEqual([416, "bytes */10", ""]);
    for (const ignored of ["bytes=", "bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"])
      expect(await range(ignored)).toEqual([200, null, "0123456789"]);
    const head = await host.ask(ada, "HEAD", path(id));
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
    const tag = head.headers.get("etag") ?? "";
    expect((await host.ask(ada, "GET", path(id), { headers: { "if-none-match": tag } })).status).toBe(304);
    expect(await range("bytes=2-4", { "if-range": '"another"' })).toEqual([200, null, "0123456789"]);
    expect(await codeOf(await host.ask(ada, "POST", path(id)))).toBe("METHOD");
  });
});

describe("a message with files", () => {
  const send = (person: Person, attachmentIds: string[], body = "", clientId = uuidv7()) =>
    host.run(person, "message:send", { threadId, clientId, body, attachmentIds });

  it("carries own, unused files of this thread, in their order, and replays as one", async () => {
    const ids = [
      await host.uploadJudged(ada, threadId, "one"),
      await host.uploadJudged(ada, threadId, "two"),
    ].reverse();
    const clientId = uuidv7();
    const first = await send(ada, ids, "both", clientId);
    expect(first.message.attachments.map(({ id }) => id)).toEqual(ids);
    expect(await send(ada, ids, "both", clientId)).toMatchObject({ replayed: true, message: { id: first.message.id } });
    await expect(send(ada, [ids[0] ?? ""], "both", clientId)).rejects.toMatchObject({ code: "IDEMPOTENCY_MISMATCH" });
    await expect(send(ada, ids, "again")).rejects.toMatchObject({ code: "CONFLICT" });
    const mine = await host.uploadJudged(ada, threadId, "mine");
    await expect(send(cy, [mine])).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(send(ada, [uuidv7()])).rejects.toMatchObject({ code: "NOT_FOUND" });
    const elsewhere = await host.uploadJudged(ada, await host.thread(ada), "elsewhere");
    await expect(send(ada, [elsewhere])).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(send(ada, [mine, mine])).rejects.toMatchObject({ code: "INVALID" });
    await expect(send(ada, [], "  ")).rejects.toMatchObject({ code: "INVALID" });
    await expect(
      send(
        ada,
        Array.from({ length: 11 }, () => uuidv7()),
      ),
    ).rejects.toMatchObject({ code: "INVALID" });
  });

  it("takes a file once, however many messages ask for it at once", async () => {
    const id = await host.uploadJudged(ada, threadId, "wanted");
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => send(ada, [id], `take ${n}`)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await host.slot.prisma.message.count({ where: { attachmentCount: 1, body: { startsWith: "take " } } })).toBe(
      1,
    );
  });
});

describe("what is infected", () => {
  it("is locked away, live, and no byte of it leaves", async () => {
    const device = await host.connect(cy);
    const { id } = await host.upload(ada, threadId, EICAR, "invoice.pdf");
    const message = await host.sendFiles(ada, threadId, [id], "see the invoice");
    await until("everybody is told", () =>
      device.events.some(
        ({ change }) => change?.kind === "message" && change.message.attachments[0]?.state === "INFECTED",
      ),
    );
    expect(await host.view(cy, message.id)).toMatchObject([{ state: "INFECTED", finding: "Eicar-Test-Signature" }]);
    for (const place of [path(id), `${path(id)}/thumbnail`, `${path(id)}?download`])
      for (const person of [ada, cy]) expect(await codeOf(await host.ask(person, "GET", place))).toBe("FILE_REFUSED");
    const { id: unsent } = await host.upload(ada, threadId, `${EICAR}\n`, "again.txt");
    await host.files.scanning.idle();
    await expect(host.sendFiles(ada, threadId, [unsent])).rejects.toMatchObject({ code: "FILE_REFUSED" });
    device.close();
  });
});
