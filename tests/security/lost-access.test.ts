// What an admin takes from somebody is gone when the admin is answered, on every process: two built servers share a
// database, and the admin talks to the one while the other holds the person's open page.
import { io, type Socket } from "socket.io-client";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AppServer, startAppServer } from "../support/app-server.ts";
import { beginHeaders, patchHeaders } from "../support/file-host.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";
import { type AttackedServer, startAttackedServer } from "./attacked-server.ts";

const reason = "it was time";

let redis: TestRedis;
let attacked: AttackedServer;
let second: AppServer;

beforeAll(async () => {
  redis = await startTestRedis();
  const env = { REDIS_URL: redis.url, ALLOW_UPLOADS_WITHOUT_CLAMD: "yes-files-are-not-scanned-for-viruses" };
  attacked = await startAttackedServer(env);
  second = await startAppServer({
    databaseUrl: attacked.server.databaseUrl,
    env: { ...env, DATA_DIR: attacked.dataDir, LIMIT_SCALE: "10000" },
  });
}, 240_000);
afterAll(async () => {
  await second?.stop();
  await attacked?.close();
  await redis?.stop();
});

type Json = Record<string, unknown>;

/** Ada, at the first server. */
async function ada(method: string, path: string, body?: Json): Promise<Json> {
  const reply = await attacked.as("ada", { method, path, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
  return (JSON.parse(reply.text) as { data: Json }).data;
}

/** Dee at the second server, in one session of hers. */
class Dee {
  readonly heard: string[] = [];
  readonly socket: Socket;
  readonly #session: string;

  constructor(session: string) {
    this.#session = session;
    this.socket = io(second.url, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      auth: { token: this.#token() },
      extraHeaders: { origin: second.url },
    });
    this.socket.onAny((...packet: unknown[]) => void this.heard.push(JSON.stringify(packet)));
  }

  #token(): string {
    return attacked.token("dee", { azp: second.url, sid: this.#session });
  }

  hears(words: string): boolean {
    return this.heard.some((packet) => packet.includes(words));
  }

  async ask(path: string, body?: Json): Promise<{ status: number; text: string }> {
    const headers = {
      authorization: `Bearer ${this.#token()}`,
      origin: second.url,
      "content-type": "application/json",
    };
    const sent = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const answer = await fetch(second.url + path, { headers, redirect: "manual", ...sent });
    return { status: answer.status, text: await answer.text() };
  }
}

async function upload(threadId: string, text: string): Promise<string> {
  const id = uuidv7();
  const begin = beginHeaders({ id, threadId, name: "plan.txt", size: text.length });
  const tus = { "tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream" };
  const begun = await attacked.as("ada", {
    method: "POST",
    path: "/api/uploads",
    headers: { ...tus, ...begin },
    body: "",
  });
  expect(begun.status).toBe(201);
  const headers = { ...tus, ...patchHeaders(0) };
  const sent = await attacked.as("ada", { method: "PATCH", path: `/api/uploads/${id}`, headers, body: text });
  expect(sent.status).toBe(204);
  await until(
    "the file is judged",
    async () => {
      const { rows } = await attacked.pool.query<{ state: string }>(`SELECT state FROM "Attachment" WHERE id = $1`, [
        id,
      ]);
      return rows[0]?.state === "CLEAN";
    },
    60_000,
  );
  return id;
}

type Room = { threadId: string; fileId: string; words: string };

/** Everything that Dee could learn of the room by, besides her socket: what each says that has the words in it. */
async function learns(dee: Dee, { threadId, fileId, words }: Room, link: string): Promise<Record<string, boolean>> {
  const says = async (path: string, body?: Json) => (await dee.ask(path, body)).text.includes(words);
  const opens = async (address: string) => (await dee.ask(address)).status === 200;
  return {
    sync: await says("/api/sync", { user: 0, threads: { [threadId]: 0 } }),
    history: await says(`/api/threads/${threadId}/messages`),
    search: await says(`/api/search?q=${words}`),
    file: await opens(`/api/attachments/${fileId}`),
    "file link": await opens(link),
  };
}
const ALL = { sync: true, history: true, search: true, file: true, "file link": true };
const NOTHING = { sync: false, history: false, search: false, file: false, "file link": false };

type Loss = {
  take(room: Room, userId: string): Promise<unknown>;
  giveBack(room: Room, userId: string): Promise<unknown>;
  /** The page's socket goes as well, not only its room. */
  closes: boolean;
};
const LOSSES: Record<string, Loss> = {
  removed: {
    take: ({ threadId }, userId) => ada("DELETE", `/api/threads/${threadId}/participants/${userId}`, {}),
    giveBack: () => Promise.resolve(),
    closes: false,
  },
  banned: {
    take: ({ threadId }, userId) => ada("PUT", `/api/threads/${threadId}/participants/${userId}/ban`, { reason }),
    giveBack: () => Promise.resolve(),
    closes: false,
  },
  "in a thread that is deleted": {
    take: ({ threadId }) => ada("DELETE", `/api/threads/${threadId}`, { reason }),
    giveBack: ({ threadId }) => ada("POST", `/api/threads/${threadId}/restore`, { reason }),
    closes: false,
  },
  suspended: {
    take: (_room, userId) => ada("PUT", `/api/admin/users/${userId}/suspension`, { reason }),
    giveBack: (_room, userId) => ada("DELETE", `/api/admin/users/${userId}/suspension`, { reason }),
    closes: true,
  },
  "signed out of this one session": {
    async take(_room, userId) {
      // The one seen last.
      const { sessions } = (await ada("GET", `/api/admin/users/${userId}/sessions`)) as { sessions: { id: string }[] };
      await ada("DELETE", `/api/admin/users/${userId}/sessions/${sessions[0]?.id}`, { reason });
    },
    giveBack: () => Promise.resolve(),
    closes: true,
  },
  "signed out": {
    take: (_room, userId) => ada("DELETE", `/api/admin/users/${userId}/sessions`, { reason }),
    giveBack: () => Promise.resolve(),
    closes: true,
  },
};

/** A private thread of Ada's with Dee in it, and a message with a file. Its name may be told to whoever is put out of it. */
async function makeRoom(words: string): Promise<Room> {
  const threadId = uuidv7();
  await ada("POST", "/api/threads", {
    id: threadId,
    kind: "PRIVATE",
    name: "a room",
    memberIds: [attacked.userId("dee")],
  });
  const fileId = await upload(threadId, `file of ${words}`);
  const message = { clientId: uuidv7(), body: `${words} before`, attachmentIds: [fileId] };
  await ada("POST", `/api/threads/${threadId}/messages`, message);
  return { threadId, fileId, words };
}
const say = (threadId: string, body: string) =>
  ada("POST", `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body });

test.each(Object.keys(LOSSES))(
  "who is %s learns nothing more by socket, sync, search or file link of another process, from the answer on",
  { timeout: 120_000 },
  async (how) => {
    const { take, giveBack, closes } = LOSSES[how] as Loss;
    const userId = attacked.userId("dee");
    const room = await makeRoom(`quokka${how.replace(/\W/g, "")}`);
    const elsewhere = await makeRoom(`numbat${how.replace(/\W/g, "")}`);
    const dee = new Dee(`sess_lost_${uuidv7()}`);
    await until("her page is connected", () => dee.hears('["ready"'));
    await say(room.threadId, `${room.words} live`);
    await until("her page hears", () => dee.hears(`${room.words} live`));
    const { url } = (
      JSON.parse((await dee.ask(`/api/attachments/${room.fileId}/link`)).text) as { data: { url: string } }
    ).data;
    expect(await learns(dee, room, url)).toEqual(ALL);

    await take(room, userId);
    expect(await learns(dee, room, url)).toEqual(NOTHING);
    if (how !== "in a thread that is deleted") await say(room.threadId, `${room.words} after`);
    await say(elsewhere.threadId, `${elsewhere.words} sentinel`);
    if (closes) await until("her page is closed", () => dee.socket.disconnected);
    else await until("her page hears what came later elsewhere", () => dee.hears(`${elsewhere.words} sentinel`));
    expect(dee.hears(`${room.words} after`)).toBe(false);
    if (closes) expect(dee.hears(`${elsewhere.words} sentinel`)).toBe(false);
    expect(await learns(dee, room, url)).toEqual(NOTHING);

    dee.socket.close();
    await giveBack(room, userId);
  },
);

test("who is no admin any more administers nothing at another process, from the answer on", {
  timeout: 60_000,
}, async () => {
  const userId = attacked.userId("dee");
  const role = (name: string) => ada("PUT", `/api/admin/users/${userId}/role`, { role: name, reason });
  await role("ADMIN");
  const dee = new Dee(`sess_lost_${uuidv7()}`);
  await until("her page is connected", () => dee.hears('["ready"'));
  const paths = ["users", "threads", "audit", "reports", "invites", "settings", "health"];
  const statuses = () => Promise.all(paths.map(async (path) => (await dee.ask(`/api/admin/${path}`)).status));
  expect(await statuses()).toEqual(paths.map(() => 200));
  await role("MEMBER");
  expect(await statuses()).toEqual(paths.map(() => 403));
  await until("her own page is told", () =>
    dee.heard.some((packet) => /"kind":"profile".*"role":"MEMBER"/.test(packet)),
  );
  dee.socket.close();
});

test("who becomes a guest learns nothing of what was before them at another process, from the answer on", {
  timeout: 60_000,
}, async () => {
  const userId = attacked.userId("dee");
  const threadId = uuidv7();
  await ada("POST", "/api/threads", { id: threadId, kind: "PRIVATE", name: "guests", memberIds: [] });
  const fileId = await upload(threadId, "file of bilby");
  const message = { clientId: uuidv7(), body: "bilby before", attachmentIds: [fileId] };
  const sent = (await ada("POST", `/api/threads/${threadId}/messages`, message)) as { message: { id: string } };
  await ada("POST", `/api/threads/${threadId}/participants`, { userIds: [userId] });
  const dee = new Dee(`sess_lost_${uuidv7()}`);
  await until("her page is connected", () => dee.hears('["ready"'));
  const room = { threadId, fileId, words: "bilby" };
  const { url } = (JSON.parse((await dee.ask(`/api/attachments/${fileId}/link`)).text) as { data: { url: string } })
    .data;
  expect(await learns(dee, room, url)).toEqual(ALL);

  await ada("PUT", `/api/threads/${threadId}/participants/${userId}/role`, { role: "GUEST" });
  expect(await learns(dee, room, url)).toEqual(NOTHING);
  await ada("PUT", `/api/messages/${sent.message.id}`, { body: "bilby edited" });
  await say(threadId, "a sentinel");
  await until("her page hears what is for guests", () => dee.hears("a sentinel"));
  expect(dee.hears("bilby")).toBe(false);
  dee.socket.close();
});
