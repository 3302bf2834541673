import { createHmac, createPrivateKey, generateKeyPairSync } from "node:crypto";
import { io } from "socket.io-client";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cookieSuffix } from "../../lib/auth/request-tokens.ts";
import { signToken } from "../../server/local/clerk/tokens.ts";
import { until } from "../support/until.ts";
import { type AttackedServer, startAttackedServer } from "./attacked-server.ts";

let attacked: AttackedServer;
beforeAll(async () => {
  attacked = await startAttackedServer();
}, 180_000);
afterAll(() => attacked?.close());

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const header = (change: object) => part({ alg: "RS256", typ: "JWT", kid: attacked.keys.keyId, ...change });
const minutes = (n: number) => Math.floor(Date.now() / 1000) + n * 60;
const strangersKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" }));
};

const FORGED: Record<string, () => string> = {
  expired: () => attacked.token("ada", { iat: minutes(-3), nbf: minutes(-3), exp: minutes(-2) }),
  "not yet valid": () => attacked.token("ada", { nbf: minutes(60) }),
  "of alg none": () => `${header({ alg: "none" })}.${part(attacked.claims("ada"))}.`,
  "of alg none with a signature": () => {
    const [, , signature] = attacked.token("cy").split(".");
    return `${header({ alg: "none" })}.${part(attacked.claims("ada"))}.${signature}`;
  },
  "of a stranger's key": () => signToken({ ...attacked.keys, privateKey: strangersKey() }, attacked.claims("ada")),
  "signed with the public key as a secret": () => {
    const input = `${header({ alg: "HS256" })}.${part(attacked.claims("ada"))}`;
    return `${input}.${createHmac("sha256", attacked.keys.jwtKey).update(input).digest("base64url")}`;
  },
  "of another issuer": () => attacked.token("ada", { iss: "https://clerk.evil.example" }),
  "without azp": () => attacked.token("ada", { azp: undefined }),
  "for a foreign azp": () => attacked.token("ada", { azp: "https://evil.example" }),
  "for a look-alike azp": () => attacked.token("ada", { azp: `${attacked.server.url}.evil.example` }),
  "without a session": () => attacked.token("ada", { sid: undefined }),
  "still pending": () => attacked.token("ada", { sts: "pending" }),
  "with another's claims": () => {
    const [head, , signature] = attacked.token("cy").split(".");
    return `${head}.${part(attacked.claims("ada"))}.${signature}`;
  },
};

const cookieOf = (token: string) =>
  [`__session=${token}`, `__session_${cookieSuffix(attacked.keys.publishableKey)}=${token}`].join("; ");
const codeOf = (text: string) => (JSON.parse(text) as { error?: { code: string } }).error?.code;
const meOf = (text: string) => (JSON.parse(text) as { data: { me: { id: string } } }).data.me.id;

describe("a token", () => {
  test("that is good opens the door, as a header and as a cookie", async () => {
    const asHeader = await attacked.as("ada", { path: "/api/home" });
    expect([asHeader.status, meOf(asHeader.text)]).toEqual([200, attacked.userId("ada")]);
    const asCookie = await attacked.send({ path: "/api/home", headers: { cookie: cookieOf(attacked.token("ada")) } });
    expect([asCookie.status, meOf(asCookie.text)]).toEqual([200, attacked.userId("ada")]);
  });

  test.each(Object.keys(FORGED))("that is %s opens none", async (kind) => {
    const token = (FORGED[kind] as () => string)();
    const ways: Record<string, string>[] = [
      { authorization: `Bearer ${token}` },
      { cookie: cookieOf(token) },
      { "x-clerk-auth-token": token },
    ];
    for (const headers of ways) {
      const { status, text } = await attacked.send({ path: "/api/home", headers });
      expect([kind, Object.keys(headers)[0], status, JSON.parse(text).error?.code]).toEqual([
        kind,
        Object.keys(headers)[0],
        401,
        "UNAUTHENTICATED",
      ]);
    }
    const page = await attacked.send({ path: "/", headers: { cookie: cookieOf(token), accept: "text/html" } });
    expect([kind, page.status]).toEqual([kind, expect.toSatisfy((status: number) => status >= 300 && status < 500)]);
    expect(page.text).not.toContain(attacked.userId("ada"));
  });

  test("in a header never gives way to another in a cookie, and a bad one does not fall back to it", async () => {
    const cookie = cookieOf(attacked.token("ada"));
    const mixed = await attacked.send({
      path: "/api/home",
      headers: { cookie, authorization: `Bearer ${attacked.token("cy")}` },
    });
    // Whichever of the two was meant, acting as the other would be wrong.
    expect([mixed.status, codeOf(mixed.text)]).toEqual([401, "UNAUTHENTICATED"]);
    for (const authorization of ["Bearer nonsense", "Basic YTpi", "Bearer", ""]) {
      const { status } = await attacked.send({ path: "/api/home", headers: { cookie, authorization } });
      expect([authorization, status]).toEqual([authorization, 401]);
    }
  });
});

describe("a socket", () => {
  /** What takes it away without telling this process, and what the door then says. */
  const TAKEN: Record<string, { by: string; status: number }> = {
    revoked: {
      by: `UPDATE "Session" SET "endedAt" = now(), "endReason" = 'session.revoked' WHERE id = 'sess_attack_dee'`,
      status: 401,
    },
    suspended: { by: `UPDATE "User" SET status = 'SUSPENDED' WHERE "clerkId" = 'user_local_dee'`, status: 403 },
    deleted: { by: `UPDATE "User" SET status = 'DELETED' WHERE "clerkId" = 'user_local_dee'`, status: 403 },
  };
  const GIVEN_BACK = [
    `UPDATE "Session" SET "endedAt" = NULL, "endReason" = NULL WHERE id = 'sess_attack_dee'`,
    `UPDATE "User" SET status = 'ACTIVE' WHERE "clerkId" = 'user_local_dee'`,
  ];

  test.each(Object.keys(TAKEN))("of somebody %s closes by itself, and hears nothing that came after", async (how) => {
    const { by, status } = TAKEN[how] as { by: string; status: number };
    const { threadId } = await attacked.thread("ada", "PUBLIC", `until-${how}`);
    await attacked.as("dee", { method: "PUT", path: `/api/threads/${threadId}/membership`, body: "{}" });
    const socket = io(attacked.server.url, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      auth: { token: attacked.token("dee") },
      extraHeaders: { origin: attacked.server.url },
    });
    const heard: string[] = [];
    socket.onAny((...packet: unknown[]) => void heard.push(JSON.stringify(packet)));
    const say = (body: string) =>
      attacked.as("ada", {
        method: "POST",
        path: `/api/threads/${threadId}/messages`,
        body: JSON.stringify({ clientId: uuidv7(), body }),
      });
    await until("it is connected", () => heard.some((packet) => packet.startsWith('["ready"')));
    await say("before");
    await until("it hears", () => heard.some((packet) => packet.includes("before")));

    await attacked.pool.query(by);
    await until("it is closed", () => socket.disconnected, 15_000);
    await say("after");
    const refused = await attacked.as("dee", { path: "/api/home" });
    expect(refused.status).toBe(status);
    expect(heard.filter((packet) => packet.includes("after"))).toEqual([]);
    for (const statement of GIVEN_BACK) await attacked.pool.query(statement);
  });
});
