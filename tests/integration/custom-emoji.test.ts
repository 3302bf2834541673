// Emoji of the workspace's own: added by admins, used by everybody, live, and shown by name where they are no more.
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CUSTOM_EMOJI_MAX, EMOJI_MAX_BYTES } from "../../lib/contract/emoji-name.ts";
import type { CommandInput, QueryName } from "../../lib/contract/doors.ts";
import { codeOf, type FileHost, openFileHost } from "../support/file-host.ts";
import type { Person } from "../support/socket-host.ts";
import { until } from "../support/until.ts";
import { whitePng } from "../support/bomb-pictures.ts";

vi.setConfig({ testTimeout: 60_000 });

let host: FileHost;
let ada: Person;
let cy: Person;
let threadId: string;
let png: Buffer;

beforeAll(async () => {
  host = await openFileHost();
  [ada, cy] = [await host.person("Ada"), await host.person("Cy")];
  await host.slot.prisma.user.update({ where: { id: ada.userId }, data: { role: "ADMIN" } });
  threadId = await host.thread(ada, [cy]);
  png = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#2b6cb0" } })
    .png()
    .withExif({ IFD0: { Artist: "A secret painter" } })
    .toBuffer();
});
afterAll(() => host.close());

const send = (person: Person | null, name: string, body: Buffer, { id = uuidv7(), headers = {} } = {}) =>
  host.ask(person, "POST", `/api/admin/emoji?id=${id}&name=${encodeURIComponent(name)}`, { body, headers });
const add = async (name: string, body = png) => {
  const id = uuidv7();
  expect((await send(ada, name, body, { id })).status).toBe(201);
  return id;
};
const ask = async (person: Person, name: QueryName) => {
  const { queryTable } = await import("../../lib/queries/table.ts");
  const { queryObject } = await import("../../lib/queries/query.ts");
  return queryObject(queryTable[name] as never, { actor: person, raw: {} }) as Promise<{ emoji: { name: string }[] }>;
};
const names = async () => (await ask(cy, "customEmoji")).emoji.map(({ name }) => name);
const picture = (person: Person | null, id: string, still = "") => host.ask(person, "GET", `/api/emoji/${id}${still}`);
const audits = () =>
  host.slot.prisma.auditLog.findMany({ where: { action: { startsWith: "emoji." } }, orderBy: { id: "asc" } });
const said = async () =>
  (await host.run(cy, "message:send", { threadId, clientId: uuidv7(), body: "hello" })).message.id;
const react = (person: Person, input: CommandInput<"message:react">) => host.run(person, "message:react", input);

describe("an emoji is added", () => {
  test("E4: encoded anew, square, told live to everybody, and audited", async () => {
    const device = await host.connect(cy);
    const told: { name: string }[][] = [];
    device.socket.on("emoji", ({ emoji }) => told.push(emoji));
    const id = await add("boat");
    await until("everybody is told", () => told.some((emoji) => emoji.some(({ name }) => name === "boat")));
    expect(await names()).toContain("boat");
    const got = await picture(cy, id);
    expect([got.status, got.headers.get("content-type"), got.headers.get("x-content-type-options")]).toEqual([
      200,
      "image/webp",
      "nosniff",
    ]);
    expect(got.headers.get("content-security-policy")).toContain("sandbox");
    const { width, height, format, exif } = await sharp(Buffer.from(await got.arrayBuffer())).metadata();
    expect({ width, height, format, exif }).toEqual({ width: 128, height: 128, format: "webp", exif: undefined });
    expect((await audits()).at(-1)).toMatchObject({
      action: "emoji.add",
      actorId: ada.userId,
      after: { name: "boat" },
    });
    expect(await codeOf(await picture(null, id))).toBe("UNAUTHENTICATED");
    expect(await codeOf(await picture(cy, uuidv7()))).toBe("NOT_FOUND");
    device.close();
  });

  test("that moves: it goes on moving, and has a still picture for who wants none that moves", async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 64, height: 64, channels: 4, background } })
        .png()
        .toBuffer();
    const gif = await sharp([await frame("red"), await frame("blue"), await frame("green")], {
      join: { animated: true },
    })
      .gif({ delay: [100, 100, 100] })
      .toBuffer();
    const id = await add("wave", gif);
    const pages = async (still = "") =>
      (await sharp(Buffer.from(await (await picture(cy, id, still)).arrayBuffer())).metadata()).pages ?? 1;
    expect([await pages(), await pages("?still")]).toEqual([3, 1]);
    expect((await ask(cy, "customEmoji")).emoji).toContainEqual({ id, name: "wave", animated: true });
  });

  test("S3: a repeat gives the one that is there; a name and an id are one's", async () => {
    const id = await add("once");
    const before = (await audits()).length;
    expect((await send(ada, "once", png, { id })).status).toBe(201);
    expect((await audits()).length).toBe(before);
    expect(await codeOf(await send(ada, "once", png))).toBe("CONFLICT");
    expect(await codeOf(await send(ada, "twice", png, { id }))).toBe("CONFLICT");
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => send(ada, "raced", png)));
    expect(outcomes.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test("by admins alone, from our own page", async () => {
    expect(await codeOf(await send(null, "nobody", png))).toBe("UNAUTHENTICATED");
    expect(await codeOf(await send(cy, "member", png))).toBe("FORBIDDEN");
    expect(await codeOf(await send(ada, "evil", png, { headers: { origin: "https://evil.example" } }))).toBe("ORIGIN");
    await expect(ask(cy, "adminEmoji")).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const name of ["nobody", "member", "evil"]) expect(await names()).not.toContain(name);
  });

  test("of nothing but a small, whole PNG, GIF or WebP, under a name that can be written", async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    );
    const jpeg = await sharp(png).jpeg().toBuffer();
    const bomb = whitePng(12_000);
    expect(bomb.length).toBeLessThan(EMOJI_MAX_BYTES);
    const bad: [Buffer, string][] = [
      [svg, "MEDIA_TYPE"],
      [jpeg, "MEDIA_TYPE"],
      [png.subarray(0, png.length / 2), "MEDIA_TYPE"],
      [Buffer.from("not a picture"), "MEDIA_TYPE"],
      [Buffer.alloc(0), "MEDIA_TYPE"],
      [readFileSync(import.meta.filename), "MEDIA_TYPE"],
      [Buffer.concat([png, Buffer.alloc(EMOJI_MAX_BYTES)]), "TOO_LARGE"],
      [bomb, "MEDIA_TYPE"],
    ];
    for (const [bytes, code] of bad) expect([code, await codeOf(await send(ada, "bad", bytes))]).toEqual([code, code]);
    for (const name of ["", "a", "A_B", "a b", "é_é", "x".repeat(33), ":a:", "a\u0000b", "../a", "👍👍"])
      expect([name, await codeOf(await send(ada, name, png))]).toEqual([name, "INVALID"]);
    expect(await codeOf(await send(ada, "bad", png, { id: "x" }))).toBe("INVALID");
    expect(await names()).not.toContain("bad");
    expect(await codeOf(await host.ask(ada, "DELETE", `/api/emoji/${uuidv7()}`))).toBe("METHOD");
  });

  test("as long as there is room", async () => {
    const { pool, prisma } = host.slot;
    const room = CUSTOM_EMOJI_MAX - (await prisma.customEmoji.count());
    await pool.query(
      `INSERT INTO "CustomEmoji" (id, name, picture, "createdById")
       SELECT gen_random_uuid(), 'filler_' || n, '\\x00', $1::uuid FROM generate_series(1, $2) n`,
      [ada.userId, room],
    );
    expect(await codeOf(await send(ada, "too_many", png))).toBe("EMOJI_LIMIT");
    await prisma.customEmoji.deleteMany({ where: { name: { startsWith: "filler_" } } });
    await add("not_too_many");
  });
});

describe("a reaction", () => {
  test("takes one that is there, and nothing that only looks like it", async () => {
    await add("sail");
    const messageId = await said();
    expect((await react(cy, { messageId, emoji: ":sail:" })).reactions).toMatchObject([{ emoji: ":sail:", count: 1 }]);
    expect((await react(ada, { messageId, emoji: ":sail:" })).reactions).toMatchObject([{ emoji: ":sail:", count: 2 }]);
    await expect(react(cy, { messageId, emoji: ":no_such:" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const emoji of ["sail", ":Sail:", ":sail", ":sail::sail:", ":s:", " :sail:", `:${"x".repeat(33)}:`, "a", "::"])
      await expect(react(cy, { messageId, emoji }), emoji).rejects.toMatchObject({ code: "INVALID" });
    expect((await react(cy, { messageId, emoji: "❤" })).reactions.map(({ emoji }) => emoji)).toEqual([":sail:", "❤️"]);
    await expect(host.run(cy, "profile:update", { statusEmoji: ":sail:" })).rejects.toMatchObject({ code: "INVALID" });
  });

  test("with one that is switched off or removed stays, can be taken back, and is not joined", async () => {
    const emojiId = await add("anchor");
    const messageId = await said();
    await react(cy, { messageId, emoji: ":anchor:" });
    await react(ada, { messageId, emoji: ":anchor:" });
    await host.run(ada, "emoji:disable", { emojiId, disabled: true });
    expect(await names()).not.toContain("anchor");
    expect(await codeOf(await picture(cy, emojiId))).toBe("NOT_FOUND");
    const eve = await host.person("Eve");
    await host.run(ada, "participant:add", { threadId, userIds: [eve.userId] });
    await expect(react(eve, { messageId, emoji: ":anchor:" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const left = await host.run(cy, "message:unreact", { messageId, emoji: ":anchor:" });
    expect(left.reactions).toMatchObject([{ emoji: ":anchor:", count: 1 }]);
    await host.run(ada, "emoji:disable", { emojiId, disabled: false });
    expect((await react(eve, { messageId, emoji: ":anchor:" })).reactions).toMatchObject([{ count: 2 }]);
    await host.run(ada, "emoji:remove", { emojiId, reason: "old" });
    await host.run(ada, "emoji:remove", { emojiId, reason: "old" });
    expect((await host.run(eve, "message:unreact", { messageId, emoji: ":anchor:" })).reactions).toMatchObject([
      { count: 1 },
    ]);
    const done = (await audits()).filter(({ before, after }) => JSON.stringify([before, after]).includes("anchor"));
    expect(done.map(({ action, reason }) => [action, reason])).toEqual([
      ["emoji.add", null],
      ["emoji.disable", null],
      ["emoji.enable", null],
      ["emoji.remove", "old"],
    ]);
  });

  test("switching is admins' and what is so already stays", async () => {
    const emojiId = await add("rope");
    await expect(host.run(cy, "emoji:disable", { emojiId, disabled: true })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(host.run(cy, "emoji:remove", { emojiId, reason: "mine" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(host.run(ada, "emoji:disable", { emojiId: uuidv7(), disabled: true })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const before = (await audits()).length;
    expect(await host.run(ada, "emoji:disable", { emojiId, disabled: false })).toMatchObject({ disabled: false });
    expect((await audits()).length).toBe(before);
  });
});
