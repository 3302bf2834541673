import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { commandDoors } from "../../lib/contract/doors.ts";
import { databaseChecksum } from "../support/database-state.ts";
import { type Attack, type AttackedServer, eachOf, servedPaths, startAttackedServer } from "./attacked-server.ts";

let attacked: AttackedServer;
/** What nobody who is not signed in, and nobody but Ada, may ever be shown. */
const canary = "canary-of-ada";
let threadId: string;

beforeAll(async () => {
  attacked = await startAttackedServer();
  ({ threadId } = await attacked.thread("ada", "PRIVATE", canary));
}, 180_000);
afterAll(() => attacked?.close());

const origins = (): Record<string, string | undefined> => {
  const { port } = attacked.server;
  return {
    foreign: "https://evil.example",
    null: "null",
    missing: undefined,
    empty: "",
    "another port": `http://localhost:${port + 1}`,
    "another scheme": `https://localhost:${port}`,
    "a look-alike": `http://localhost:${port}.evil.example`,
    "a look-alike before": `http://evil-localhost:${port}`,
    "our host as a user": `http://localhost:${port}@evil.example`,
    "the loopback by number": `http://127.0.0.1:${port}`,
    "two at once": `http://localhost:${port}, https://evil.example`,
    "a path behind": `http://localhost:${port}/`,
    "upper case": `HTTP://LOCALHOST:${port}`,
  };
};

describe("a handshake", () => {
  const upgrade = (origin: string | undefined): Attack => ({
    path: "/socket.io/?EIO=4&transport=websocket",
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...(origin === undefined ? {} : { origin }),
    },
  });

  test("of our own page is taken", async () => {
    expect((await attacked.send(upgrade(attacked.server.url))).status).toBe(101);
  });

  test("of any other origin is refused, on WebSocket and on polling", async () => {
    for (const [name, origin] of Object.entries(origins())) {
      expect([name, (await attacked.send(upgrade(origin))).status]).not.toEqual([name, 101]);
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const polled = await attacked.send({ path: "/socket.io/?EIO=4&transport=polling", headers });
      expect([name, polled.status >= 400, polled.text.includes("sid")]).toEqual([name, true, false]);
    }
  });

  test("by polling is refused to our own page too", async () => {
    const headers = { origin: attacked.server.url };
    for (const method of ["GET", "POST"]) {
      const polled = await attacked.send({ method, path: "/socket.io/?EIO=4&transport=polling", headers });
      expect(polled.status).toBeGreaterThanOrEqual(400);
      expect(polled.text).not.toContain("sid");
    }
  });
});

/** Every mutating route with ids that are not there: whatever else is wrong is found first. */
const routes = () =>
  Object.entries(commandDoors)
    .filter(([, { path }]) => servedPaths().has(path))
    .map(([name, { method, path }]) => ({ name, method, path: path.replace(/\[\w+\]/g, () => uuidv7()) }));

describe("a mutating route", () => {
  test("refuses what another site's page sends, and writes nothing", async () => {
    const before = await databaseChecksum(attacked.pool);
    const cookie = `__session=${attacked.token("ada")}`;
    const evil: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `http://localhost:${attacked.server.port + 1}`, "sec-fetch-site": "same-site" },
      { origin: attacked.server.url, "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "none" },
      {},
    ];
    await eachOf(routes(), async ({ name, method, path }) => {
      for (const headers of evil) {
        const reply = await attacked.send({
          method,
          path,
          body: "{}",
          headers: { cookie, "content-type": "application/json", ...headers },
        });
        expect([name, headers, reply.status, codeOf(reply.text)]).toEqual([name, headers, 403, "ORIGIN"]);
      }
    });
    expect(await databaseChecksum(attacked.pool)).toBe(before);
  });

  test("takes JSON and nothing that a form can send", async () => {
    const before = await databaseChecksum(attacked.pool);
    const bodies: [type: string, body: string][] = [
      ["text/plain", '{"name":"x"}'],
      ["application/x-www-form-urlencoded", "name=x"],
      ["multipart/form-data; boundary=x", '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nx\r\n--x--\r\n'],
      ["text/plain; application/json", '{"name":"x"}'],
      ["text/x-component", '["$K1"]'],
    ];
    await eachOf(routes(), async ({ name, method, path }) => {
      for (const [type, body] of bodies) {
        const reply = await attacked.as("ada", { method, path, body, headers: { "content-type": type } });
        expect([name, type, reply.status, codeOf(reply.text)]).toEqual([name, type, 415, "MEDIA_TYPE"]);
      }
    });
    expect(await databaseChecksum(attacked.pool)).toBe(before);
  });

  test("is not reached by another method or an override of it", async () => {
    const before = await databaseChecksum(attacked.pool);
    const path = `/api/threads/${threadId}/archive`;
    for (const method of ["GET", "HEAD", "POST", "PATCH", "TRACE", "PROPFIND"])
      expect([method, (await attacked.as("ada", { method, path })).status]).toEqual([
        method,
        expect.toSatisfy((status: number) => status >= 400 && status < 500),
      ]);
    const reply = await attacked.as("ada", {
      path: `/api/threads/${threadId}?_method=DELETE`,
      headers: { "x-http-method-override": "PUT", "x-method-override": "PUT" },
    });
    expect(codeOf(reply.text)).not.toBeUndefined();
    expect(await databaseChecksum(attacked.pool)).toBe(before);
  });
});

describe("a protected path", () => {
  const bypasses = (): Attack[] => {
    const api = `/api/threads/${threadId}`;
    const page = `/t/${threadId}`;
    const middleware = ["middleware", "src/middleware", "pages/_middleware", "proxy", "src/proxy"].flatMap((name) => [
      name,
      Array.from({ length: 5 }, () => name).join(":"),
    ]);
    const spelled = [api, page].flatMap((path) => [
      path,
      `${path}/`,
      `${path}.rsc`,
      `${path}.json`,
      `${path}?_rsc=1`,
      `/${path}`,
      `//localhost${path}`,
      path.replace("/api/", "/api//").replace("/t/", "/t//"),
      path.replace("/api/", "/api%2f").replace("/t/", "/t%2F"),
      path.replace("/api/", "/%2e/api/").replace("/t/", "/%2e/t/"),
      path.replace("/api/", "/x/../api/").replace("/t/", "/x/../t/"),
      path.replace("/api/", "/x/%2e%2e/api/").replace("/t/", "/sign-in/%2e%2e/t/"),
      path.toUpperCase(),
      path.replace("/api/", "/Api/").replace("/t/", "/T/"),
      path.replace("/api/", "/%61pi/").replace("/t/", "/%74/"),
      path.replace("/api/", "/api;/").replace("/t/", "/t;x/"),
      path.replace("/api/", "\\api\\").replace("/t/", "\\t\\"),
      `/_next/data/build${path}.json`,
      `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`,
      `/en${path}`,
      `http://localhost:${attacked.server.port}${path}`,
    ]);
    const marks: Record<string, string>[] = [
      {},
      { rsc: "1" },
      { rsc: "1", "next-router-prefetch": "1" },
      { "next-router-state-tree": "%5B%22%22%5D", rsc: "1" },
      { purpose: "prefetch" },
      { "x-middleware-prefetch": "1" },
      { "x-nextjs-data": "1" },
      { "x-middleware-rewrite": page },
      { "x-middleware-next": "1" },
      { "x-original-url": api },
      { "x-rewrite-url": api },
      { "x-forwarded-host": "evil.example" },
      { "x-clerk-auth-status": "signed-in" },
      { "x-confab-address": "127.0.0.1", "x-nonce": "x" },
      ...middleware.map((name) => ({ "x-middleware-subrequest": name })),
    ];
    return [
      ...spelled.map((path) => ({ path })),
      ...[api, page, "/", "/api/home"].flatMap((path) => marks.map((headers) => ({ path, headers }))),
    ];
  };

  test("is shown to who may see it", async () => {
    expect((await attacked.as("ada", { path: `/api/threads/${threadId}` })).text).toContain(canary);
  });

  test("shows nothing to a stranger, however it is spelled and whatever is claimed of it", async () => {
    await eachOf(bypasses(), async (attack) => {
      const { status, text } = await attacked.send(attack);
      expect([attack, text.includes(canary), text.includes('"ok":true')]).toEqual([attack, false, false]);
      // What asks for a page's data is led to the sign-in by what is in the answer, not by its status.
      const isLedAway = status === 200 && /NEXT_REDIRECT;[a-z]+;\/sign-in/.test(text);
      expect([attack, status]).toEqual([
        attack,
        expect.toSatisfy((code: number) => isLedAway || code === 0 || (code >= 300 && code < 500)),
      ]);
    });
  });

  test("shows nothing to somebody signed in who may not see it", async () => {
    const authorization = `Bearer ${attacked.token("dee")}`;
    await eachOf(bypasses(), async (attack) => {
      const { status, text } = await attacked.send({ ...attack, headers: { ...attack.headers, authorization } });
      expect([attack, text.includes(canary)]).toEqual([attack, false]);
      expect([attack, status]).toEqual([attack, expect.toSatisfy((code: number) => code < 500)]);
    });
  });
});

describe("server actions", () => {
  test("are Clerk's alone, and the one that signing in waits for is let through", async () => {
    const manifest = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../.next/server/server-reference-manifest.json"), "utf8"),
    ) as { node: Record<string, { exportedName: string; filename: string }> };
    const actions = Object.entries(manifest.node);
    expect(actions.filter(([, { filename }]) => !filename.startsWith("node_modules/@clerk/nextjs/"))).toEqual([]);
    const [id] = actions.find(([, { exportedName }]) => exportedName === "invalidateCacheAction") ?? ["none"];
    const headers = { "next-action": id, "content-type": "text/plain;charset=UTF-8" };
    const { status } = await attacked.send({ method: "POST", path: "/sign-in", body: "[]", headers });
    expect(status).toBe(200);
  });

  test("whatever else looks like one is refused with 4xx, and nothing is written", async () => {
    const before = await databaseChecksum(attacked.pool);
    const action = "40" + "0".repeat(40);
    const flight = '0:{"a":"$@1","f":"","b":"build"}\n1:E{"digest":"x"}\n';
    const form = (fields: Record<string, string>) =>
      `${Object.entries(fields)
        .map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}`)
        .join("\r\n")}\r\n--x--\r\n`;
    const attacks: Omit<Attack, "path">[] = [
      { body: "[]", headers: { "next-action": action, "content-type": "text/plain;charset=UTF-8" } },
      { body: flight, headers: { "next-action": action, "content-type": "text/x-component" } },
      { body: "[]", headers: { "next-action": "x" } },
      {
        body: form({ [`$ACTION_ID_${action}`]: "" }),
        headers: { "content-type": "multipart/form-data; boundary=x" },
      },
      {
        body: form({
          "0": '{"then":"$1:__proto__:then","status":"resolved_model","value":"{\\"then\\":\\"$B0\\"}","_response":{"_prefix":"1","_formData":{"get":"$1:constructor:constructor"}}}',
          "1": '"$@0"',
        }),
        headers: { "next-action": "x", "content-type": "multipart/form-data; boundary=x" },
      },
      {
        body: form({ $ACTION_REF_1: "", "$ACTION_1:0": '{"id":"x","bound":"$@1"}', "$ACTION_1:1": "[]" }),
        headers: { "content-type": "multipart/form-data; boundary=x" },
      },
    ];
    for (const path of ["/", "/sign-in", `/t/${threadId}`, "/settings"])
      for (const attack of attacks)
        for (const send of [attacked.send, (each: Attack) => attacked.as("ada", each)]) {
          const { status, text } = await send({ ...attack, method: "POST", path });
          expect([path, attack, status]).toEqual([
            path,
            attack,
            expect.toSatisfy((code: number) => code >= 400 && code < 500),
          ]);
          expect(text).not.toContain(canary);
        }
    expect(await databaseChecksum(attacked.pool)).toBe(before);
  });
});

function codeOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { error?: { code: string } }).error?.code ?? "ok";
  } catch {
    return undefined;
  }
}
