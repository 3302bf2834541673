import { createHmac, createPrivateKey, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Authenticator, createAuthenticator } from "../../lib/auth/authenticator.ts";
import { cookieSuffix } from "../../lib/auth/request-tokens.ts";
import { createTokenCache } from "../../lib/auth/token-cache.ts";
import { signToken } from "../../server/local/clerk/tokens.ts";
import { type LocalClerkServer, startLocalClerkServer } from "../support/local-clerk-server.ts";

let local: LocalClerkServer;
let authenticator: Authenticator;
let ada: string;
let bo: string;

beforeAll(async () => {
  local = await startLocalClerkServer();
  authenticator = createAuthenticator({
    publishableKey: local.clerk.keys.publishableKey,
    secretKey: local.clerk.keys.secretKey,
    jwtKey: local.clerk.keys.jwtKey,
    origins: [local.origin],
  });
  for (const name of ["ada", "bo"])
    await local.clerk.ensureUser({ id: `user_local_${name}`, email: `${name}@confab.local`, password: "confab-local" });
  ada = local.clerk.signIn("user_local_ada").token;
  bo = local.clerk.signIn("user_local_bo").token;
});
afterAll(() => local.close());

const seconds = () => Math.floor(Date.now() / 1000);
const claims = (change: object = {}) => ({
  azp: local.origin,
  exp: seconds() + 60,
  iat: seconds(),
  iss: local.clerk.keys.issuer,
  jti: randomUUID(),
  nbf: seconds() - 10,
  sid: "sess_1",
  sts: "active",
  sub: "user_1",
  v: 2,
  ...change,
});
const token = (change: object = {}) => signToken(local.clerk.keys, claims(change));
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a session token", () => {
  it("names the user, the session and its end", async () => {
    const exp = seconds() + 60;
    expect(await authenticator.authenticateToken(token({ exp }))).toEqual({
      clerkUserId: "user_1",
      clerkSessionId: "sess_1",
      expiresAt: new Date(exp * 1000),
    });
  });

  it.each([
    ["expired", () => token({ exp: seconds() - 60, iat: seconds() - 120, nbf: seconds() - 130 })],
    ["not yet valid", () => token({ nbf: seconds() + 120, iat: seconds() + 120, exp: seconds() + 180 })],
    ["without a session", () => token({ sid: undefined })],
    ["without a user", () => token({ sub: undefined })],
    ["pending", () => token({ sts: "pending" })],
    ["of another issuer", () => token({ iss: "https://clerk.evil.example" })],
    ["without an issuer", () => token({ iss: undefined })],
    ["for another origin", () => token({ azp: "https://evil.example" })],
    ["for no origin", () => token({ azp: undefined })],
    ["without an end", () => token({ exp: undefined })],
    [
      "of another key",
      () =>
        signToken(
          {
            ...local.clerk.keys,
            privateKey: createPrivateKey(
              generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }),
            ),
          },
          claims(),
        ),
    ],
    ["unsigned", () => `${part({ alg: "none", typ: "JWT", kid: local.clerk.keys.keyId })}.${part(claims())}.`],
    [
      "signed with the public key as a secret",
      () => {
        const input = `${part({ alg: "HS256", typ: "JWT", kid: local.clerk.keys.keyId })}.${part(claims())}`;
        return `${input}.${createHmac("sha256", local.clerk.keys.jwtKey).update(input).digest("base64url")}`;
      },
    ],
    [
      "of another kind",
      () => {
        const input = `${part({ alg: "RS256", typ: "JWT", cat: "cl_B7d4PD222AAA", kid: local.clerk.keys.keyId })}.${part(claims())}`;
        return `${input}.${sign("RSA-SHA256", Buffer.from(input), local.clerk.keys.privateKey).toString("base64url")}`;
      },
    ],
    [
      "with a changed claim",
      () => {
        const [head, , signature] = token().split(".");
        return `${head}.${part(claims({ sub: "user_local_ada" }))}.${signature}`;
      },
    ],
    ["empty", () => ""],
    ["no token", () => "not a token"],
    ["endless", () => `${"a".repeat(9000)}.b.c`],
  ])("that is %s speaks for nobody", async (_what, make) => {
    expect(await authenticator.authenticateToken(make())).toBeNull();
  });
});

describe("a request", () => {
  const from = (headers: Record<string, string>) =>
    authenticator.authenticateHeaders(new Headers(headers)).then((identity) => identity?.clerkUserId ?? null);

  it("is recognised by bearer token, by cookie, and by the cookie of this key first", async () => {
    const suffixed = `__session_${cookieSuffix(local.clerk.keys.publishableKey)}`;
    expect(await from({ authorization: `Bearer ${ada}` })).toBe("user_local_ada");
    expect(await from({ cookie: `a=b; __session=${ada}` })).toBe("user_local_ada");
    expect(await from({ cookie: `__session=${bo}; ${suffixed}=${ada}` })).toBe("user_local_ada");
    expect(await from({ cookie: `__session=${ada}; ${suffixed}=stale` })).toBe("user_local_ada");
    expect(await from({})).toBeNull();
  });

  it("is nobody's with the cookie of one and the token of another", async () => {
    expect(await from({ authorization: `Bearer ${ada}`, cookie: `__session=${bo}` })).toBeNull();
    expect(await from({ authorization: `Bearer ${ada}`, cookie: `__session=${ada}` })).toBe("user_local_ada");
  });

  it("does not fall back to the cookie when its Authorization header is no good", async () => {
    for (const authorization of ["Bearer forged.token.here", "Basic YTpi", "Bearer"])
      expect(await from({ authorization, cookie: `__session=${ada}` })).toBeNull();
  });

  it("cannot name a person by a header alone", async () => {
    expect(await from({ "x-clerk-auth-token": "forged.token.here", "x-clerk-auth-status": "signed-in" })).toBeNull();
  });
});

describe("the cache of tokens", () => {
  const identity = (expiresInMs: number) => ({
    clerkUserId: "u",
    clerkSessionId: "s",
    expiresAt: new Date(expiresInMs),
  });

  it("forgets at expiry, and the least recently used beyond its size", () => {
    let now = 0;
    const cache = createTokenCache(2, () => now);
    cache.set("a", identity(100));
    cache.set("b", identity(200));
    cache.get("a");
    cache.set("c", identity(200));
    expect([cache.get("a"), cache.get("b"), cache.get("c")].map(Boolean)).toEqual([true, false, true]);
    now = 100;
    expect([cache.get("a"), cache.get("c")].map(Boolean)).toEqual([false, true]);
  });
});
