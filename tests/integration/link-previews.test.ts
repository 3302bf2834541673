// What links lead to, from the message to the card: queued with it, looked up after it, told live, served by ourselves.
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { LinkPreviewView } from "../../lib/contract/link-previews.ts";
import { thumbnailKey } from "../../lib/storage.ts";
import { startPreviewing, wakesPreviews } from "../../server/jobs/preview-links.ts";
import { sweepDeleted } from "../../server/jobs/sweep.ts";
import { sweepFiles } from "../../server/jobs/sweep-files.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf, type FileHost, openFileHost } from "../support/file-host.ts";
import { type LinkSite, openLinkSite } from "../support/link-site.ts";
import type { Person } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

vi.setConfig({ testTimeout: 60_000 });

let site: LinkSite;
let host: FileHost;
let ada: Person;
let cy: Person;
let dee: Person;
let threadId: string;
/** A page with a picture. */
let link: string;

beforeAll(async () => {
  site = await openLinkSite();
  host = await openFileHost({ PREVIEW_TEST_HOSTS: `127.0.0.1:${site.port}` });
  [ada, cy, dee] = [await host.person("Ada"), await host.person("Cy"), await host.person("Dee")];
  await host.slot.prisma.user.update({ where: { id: ada.userId }, data: { role: "OWNER" } });
  threadId = await host.thread(ada, [cy]);
  await site.picture("/boat.png");
});
beforeEach(() => {
  site.asked.length = 0;
  // Each its own address: what was learned within the hour is not asked for again.
  const path = `/boats/${uuidv7()}`;
  link = site.origin + path;
  site.page(
    path,
    "Boats",
    `<meta property="og:description" content="All of them"><meta property="og:image" content="/boat.png">`,
  );
});
afterAll(async () => {
  await host.close();
  await site.close();
});

const send = async (body: string, { by = cy, to = threadId } = {}) =>
  (await host.run(by, "message:send", { threadId: to, clientId: uuidv7(), body })).message;
const viewed = async (messageId: string): Promise<LinkPreviewView[]> => {
  const { getMessage } = await import("../../lib/queries/get-message.ts");
  const { queryObject } = await import("../../lib/queries/query.ts");
  return (await queryObject(getMessage, { actor: cy, raw: { messageId } })).previews;
};
/** Sends, and waits until the job has nothing more to do. */
const preview = async (body: string, more = {}) => {
  const message = await send(body, more);
  await host.files.previewing.idle();
  return { messageId: message.id, sent: message.previews, previews: await viewed(message.id) };
};
const row = (id: string) => host.slot.prisma.linkPreview.findUniqueOrThrow({ where: { id } });
const picture = (person: Person | null, id: string) => host.ask(person, "GET", `/api/previews/${id}`);

test("a link has its room at once, is looked up after delivery, and what it leads to is told live", async () => {
  const device = await host.connect(ada);
  const message = await send(`look: ${link}`);
  expect(message.previews).toMatchObject([{ url: link, state: "PENDING", title: null, width: null }]);
  expect(wakesPreviews([{ stream: `thread:${threadId}`, seq: 1, change: { kind: "message", message } }])).toBe(true);
  expect(site.asked).toEqual([]);
  host.files.previewing.wake();
  await until("the others see it", () =>
    device.events.some(({ change }) => change?.kind === "message" && change.message.previews[0]?.state === "READY"),
  );
  const [view] = await viewed(message.id);
  expect(view).toMatchObject({
    title: "Boats",
    description: "All of them",
    siteName: "127.0.0.1",
    width: 640,
    height: 360,
  });
  expect(view?.thumbhash).toMatch(/^[\w+/]{20,}={0,2}$/);
  expect(await streamFaults(host.slot.pool)).toEqual([]);
  device.close();
});

test("its picture comes from our own host, encoded anew, for those who may read the message, as long as it is shown", async () => {
  const { messageId, previews } = await preview(link);
  const id = previews[0]?.id ?? "";
  const got = await picture(cy, id);
  expect([got.status, got.headers.get("content-type")]).toEqual([200, "image/webp"]);
  expect(got.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(got.headers.get("cache-control")).toBe("private, no-cache");
  const { format, exif } = await sharp(Buffer.from(await got.arrayBuffer())).metadata();
  expect({ format, exif }).toEqual({ format: "webp", exif: undefined });
  expect(await codeOf(await picture(dee, id))).toBe("NOT_FOUND");
  expect(await codeOf(await picture(cy, uuidv7()))).toBe("NOT_FOUND");
  expect(await codeOf(await picture(null, id))).toBe("UNAUTHENTICATED");
  expect(await codeOf(await host.ask(cy, "POST", `/api/previews/${id}`))).toBe("METHOD");
  await host.run(cy, "message:delete", { messageId });
  for (const person of [ada, cy]) expect(await codeOf(await picture(person, id))).toBe("NOT_FOUND");
  await host.run(cy, "message:restore", { messageId });
  expect((await picture(cy, id)).status).toBe(200);
  await host.run(cy, "preview:remove", { messageId, previewId: id });
  expect(await codeOf(await picture(cy, id))).toBe("NOT_FOUND");
});

test("who joined a group later sees no picture of before", async () => {
  const group = uuidv7();
  await host.run(ada, "thread:direct", { id: group, userIds: [cy.userId, dee.userId] });
  const { previews } = await preview(link, { to: group });
  const eve = await host.person("Eve");
  await host.run(ada, "participant:add", { threadId: group, userIds: [eve.userId] });
  expect((await picture(dee, previews[0]?.id ?? "")).status).toBe(200);
  expect(await codeOf(await picture(eve, previews[0]?.id ?? ""))).toBe("NOT_FOUND");
});

test("all links of a message are one change of it, in their order; of a page with nothing to show nothing is shown", async () => {
  site.page("/two", "Two");
  const { id, seq } = await send(`${site.origin}/none ${site.origin}/two and ${link}`);
  await host.files.previewing.idle();
  expect((await viewed(id)).map(({ title }) => title)).toEqual(["Two", "Boats"]);
  const events = await host.slot.prisma.event.findMany({ where: { subjectId: id } });
  expect(events.map((event) => event.seq > seq)).toEqual([true]);
});

test("a link that goes round is asked for once an hour, and each message has a picture of its own", async () => {
  const one = await preview(link);
  const other = await preview(link, { by: ada });
  expect(other.previews).toMatchObject([{ title: "Boats", width: 640 }]);
  expect(site.asked.filter((path) => link.endsWith(path))).toHaveLength(1);
  await host.run(cy, "preview:remove", { messageId: one.messageId, previewId: one.previews[0]?.id ?? "" });
  await sweepFiles({ pool: host.slot.pool, store: host.files.store });
  expect((await picture(cy, other.previews[0]?.id ?? "")).status).toBe(200);
});

describe("a preview is removed", () => {
  test("S3: by its author and by who may delete the message, for everybody and for good, and another's is audited", async () => {
    const mine = await preview(link);
    const id = mine.previews[0]?.id ?? "";
    const remove = (by: Person, messageId = mine.messageId, previewId = id) =>
      host.run(by, "preview:remove", { messageId, previewId });
    const eve = await host.person("Eve");
    await host.run(ada, "participant:add", { threadId, userIds: [eve.userId] });
    await expect(remove(eve)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(remove(dee)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const other = await preview("no link");
    await expect(remove(cy, other.messageId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await remove(cy)).previews).toEqual([]);
    expect((await remove(cy)).previews).toEqual([]);
    expect(await host.slot.prisma.auditLog.count({ where: { action: "preview.remove" } })).toBe(0);
    await host.run(cy, "message:edit", { messageId: mine.messageId, body: `still ${link}` });
    await host.files.previewing.idle();
    expect(await viewed(mine.messageId)).toEqual([]);

    const { messageId, previews } = await preview(link);
    await remove(ada, messageId, previews[0]?.id);
    expect(await host.slot.prisma.auditLog.findFirst({ where: { action: "preview.remove" } })).toMatchObject({
      actorId: ada.userId,
      targetId: cy.userId,
      before: { messageId, url: link },
    });
  });

  test("also while it is on its way: what arrives then is not shown, and its picture goes", async () => {
    const held: (() => void)[] = [];
    site.on("/held", (_, response) => {
      held.push(() =>
        response
          .writeHead(200, { "content-type": "text/html" })
          .end(`<title>Late</title><meta property="og:image" content="/boat.png">`),
      );
    });
    const { id: messageId, previews } = await send(`${site.origin}/held`);
    const previewId = previews[0]?.id ?? "";
    const done = host.files.previewing.idle();
    await until("it is being looked up", () => held.length > 0);
    await host.run(cy, "preview:remove", { messageId, previewId });
    held[0]?.();
    await done;
    expect(await viewed(messageId)).toEqual([]);
    expect(await row(previewId)).toMatchObject({ state: "REMOVED", width: 640 });
    const { store } = host.files;
    await sweepFiles({ pool: host.slot.pool, store });
    expect([(await row(previewId)).width, await store.head(thumbnailKey(previewId))]).toEqual([null, null]);
  });
});

test("an edit takes along what its links were, and looks up what came", async () => {
  site.page("/new", "New");
  const { messageId, previews } = await preview(`${link} first`);
  const edit = async (body: string) => {
    await host.run(cy, "message:edit", { messageId, body });
    await host.files.previewing.idle();
    return (await viewed(messageId)).map(({ title }) => title);
  };
  expect(await edit(`${link} second`)).toEqual(["Boats"]);
  expect((await viewed(messageId))[0]?.id).toBe(previews[0]?.id);
  expect(await edit(`${site.origin}/new and ${link}`)).toEqual(["New", "Boats"]);
  expect(await edit("nothing")).toEqual([]);
  expect(await edit(`again ${link}`)).toEqual(["Boats"]);
  expect((await picture(cy, previews[0]?.id ?? "")).status).toBe(200);
});

describe("links are not looked up", () => {
  const queued = async (to = threadId, by = cy) => (await send(link, { to, by })).previews.length;

  test("where the thread or the workspace says so, nor in direct messages alone", async () => {
    const room = await host.thread(ada, [cy]);
    const direct = uuidv7();
    await host.run(ada, "thread:direct", { id: direct, userIds: [cy.userId] });
    const workspace = (linkPreviews: "EVERYWHERE" | "THREADS" | "NOWHERE") =>
      host.slot.prisma.workspace
        .findUniqueOrThrow({ where: { id: 1 } })
        .then(({ version }) => host.run(ada, "workspace:update", { version, linkPreviews }));
    expect([await queued(room), await queued(direct)]).toEqual([1, 1]);
    await workspace("THREADS");
    expect([await queued(room), await queued(direct)]).toEqual([1, 0]);
    await workspace("NOWHERE");
    expect([await queued(room), await queued(direct)]).toEqual([0, 0]);
    await workspace("EVERYWHERE");
    const { messageId } = await preview("plain", { to: room });
    const before = await host.slot.prisma.thread.findUniqueOrThrow({ where: { id: room } });
    await host.run(ada, "thread:settings", { threadId: room, version: before.version, linkPreviews: false });
    expect(await queued(room)).toBe(0);
    const edited = await host.run(cy, "message:edit", { messageId, body: link });
    expect(edited.previews).toEqual([]);
    await expect(
      host.run(cy, "thread:settings", { threadId: room, version: before.version + 1, linkPreviews: true }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("of a role or a person that may not show them", async () => {
    const room = await host.thread(ada, [cy]);
    const { version } = await host.slot.prisma.thread.findUniqueOrThrow({ where: { id: room } });
    const override = {
      threadId: room,
      version,
      role: "MEMBER" as const,
      userId: null,
      allow: [],
      deny: ["link.preview" as const],
    };
    await host.run(ada, "thread:override", override);
    expect([await queued(room), await queued(room, ada)]).toEqual([0, 1]);
  });

  test("that are switched off, or whose message is deleted, while they wait: nobody is asked", async () => {
    const room = await host.thread(ada, [cy]);
    const [waiting, deleted] = [await send(link, { to: room }), await send(link)];
    const { version } = await host.slot.prisma.thread.findUniqueOrThrow({ where: { id: room } });
    await host.run(ada, "thread:settings", { threadId: room, version, linkPreviews: false });
    await host.run(cy, "message:delete", { messageId: deleted.id });
    await host.files.previewing.idle();
    expect(await viewed(waiting.id)).toEqual([]);
    expect(site.asked.filter((path) => link.endsWith(path))).toEqual([]);
  });

  test("that lead to ourselves", async () => {
    expect((await preview(`${host.origin}/t/${threadId}`)).previews).toEqual([]);
  });
});

test("a restart loses nothing, two processes do nothing twice, and a host that is away is asked once more", async () => {
  const { pool, log } = host.slot;
  const sent = await Promise.all(Array.from({ length: 12 }, (_, n) => send(`${link}?n=${n}`)));
  const more = {
    pool,
    log,
    store: host.files.store,
    network: (await import("../../lib/links/network.ts")).publicNetwork([`127.0.0.1:${site.port}`]),
    ownOrigin: host.origin,
  };
  const others = [startPreviewing(more), startPreviewing(more)];
  await Promise.all(others.map((other) => other.idle()));
  await Promise.all(others.map((other) => other.stop()));
  for (const { id } of sent) expect((await viewed(id)).map(({ state }) => state)).toEqual(["READY"]);
  expect(site.asked.filter((path) => link.endsWith(path))).toHaveLength(12);

  let answers = 0;
  site.on("/away", (_, response) => {
    answers += 1;
    response.writeHead(503).end();
  });
  const { messageId, sent: waiting } = await preview(`${site.origin}/away`);
  expect(await viewed(messageId)).toMatchObject([{ state: "PENDING" }]);
  await pool.query(`UPDATE "LinkPreview" SET "fetchAfter" = now() WHERE id = $1`, [waiting[0]?.id]);
  await host.files.previewing.idle();
  expect([answers, await viewed(messageId)]).toEqual([2, []]);
});

test("nothing of it outlives its message: pictures and words go with what was deleted for good", async () => {
  const room = await host.thread(ada, [cy]);
  const { messageId, previews } = await preview(link, { to: room });
  const id = previews[0]?.id ?? "";
  const { pool, prisma } = host.slot;
  const { store } = host.files;
  await host.run(cy, "message:delete", { messageId });
  await sweepFiles({ pool, store });
  expect(await store.head(thumbnailKey(id))).not.toBeNull();
  await prisma.message.update({
    where: { id: messageId },
    data: { deletedAt: new Date(Date.now() - 31 * 86_400_000) },
  });
  await sweepDeleted(pool);
  expect(await row(id)).toMatchObject({ url: id, title: null, description: null, state: "NONE" });
  await sweepFiles({ pool, store });
  expect(await store.head(thumbnailKey(id))).toBeNull();

  const kept = (await preview(`${link}?kept`, { to: room })).previews[0]?.id ?? "";
  await host.run(ada, "thread:delete", { threadId: room, reason: "over" });
  await prisma.thread.update({ where: { id: room }, data: { deletedAt: new Date(Date.now() - 31 * 86_400_000) } });
  await sweepDeleted(pool);
  expect(await prisma.thread.count({ where: { id: room } })).toBe(1);
  await sweepFiles({ pool, store });
  await sweepDeleted(pool);
  expect([await prisma.thread.count({ where: { id: room } }), await store.head(thumbnailKey(kept))]).toEqual([0, null]);
});
