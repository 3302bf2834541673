import { createHmac, createPrivateKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signToken } from "../../server/local/clerk/tokens.ts";
import { openSocketHost, type Person, type SocketHost } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

// Session tokens of every broken kind, at both places where a socket shows one: its handshake and `auth:renew`.

let host: SocketHost;
let cy: Person;
let dee: Person;

beforeAll(async () => {
  host = await openSocketHost();
  [cy, dee] = [await host.person("Cy"), await host.person("Dee")];
});
afterAll(() => host.close());

const seconds = () => Math.floor(Date.now() / 1000);
const claims = (change: object = {}) => ({
  azp: host.origin,
  exp: seconds() + 60,
  iat: seconds() - 1,
  iss: host.clerk.keys.issuer,
  jti: randomUUID(),
  nbf: seconds() - 10,
  sid: cy.sessionId,
  sts: "active",
  sub: cy.clerkId,
  v: 2,
  ...change,
});
const token = (change: object = {}) => signToken(host.clerk.keys, claims(change));
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const otherKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" }));
};
const withHmac = () => {
  const input = `${part({ alg: "HS256", typ: "JWT", kid: host.clerk.keys.keyId })}.${part(claims())}`;
  return `${input}.${createHmac("sha256", host.clerk.keys.jwtKey).update(input).digest("base64url")}`;
};
const pieces = () => token().split(".") as [string, string, string];

/** Each is refused wherever it is shown. */
const BROKEN: Record<string, () => unknown> = {
  expired: () => token({ iat: seconds() - 120, nbf: seconds() - 130, exp: seconds() - 60 }),
  "not valid before tomorrow": () => token({ nbf: seconds() + 86_400 }),
  "issued tomorrow": () => token({ iat: seconds() + 86_400, exp: seconds() + 86_460 }),
  "without an end": () => token({ exp: undefined }),
  "of another issuer": () => token({ iss: "https://clerk.evil.example" }),
  "without an issuer": () => token({ iss: undefined }),
  "without a session": () => token({ sid: undefined }),
  "without a person": () => token({ sub: undefined }),
  "for a foreign origin": () => token({ azp: "https://evil.example" }),
  "for no origin": () => token({ azp: undefined }),
  "of a session that is still pending": () => token({ sts: "pending" }),
  "of another key": () => signToken({ ...host.clerk.keys, privateKey: otherKey() }, claims()),
  "of no algorithm": () => `${part({ alg: "none", typ: "JWT", kid: host.clerk.keys.keyId })}.${part(claims())}.`,
  "signed with the public key as a secret": withHmac,
  "with another's claims under its signature": () =>
    `${pieces()[0]}.${part(claims({ sub: dee.clerkId }))}.${pieces()[2]}`,
  "without its signature": () => `${pieces()[0]}.${pieces()[1]}.`,
  "in two parts": () => pieces().slice(0, 2).join("."),
  "of a person nobody knows": () => token({ sub: "user_unknown" }),
  "a word": () => "token",
  "too long": () => `${"a".repeat(9_000)}.b.c`,
  "a list": () => [token()],
  "a number": () => 7,
  "an object": () => ({ toString: token() }),
  nothing: () => null,
};

describe("a broken token", () => {
  it.each(Object.entries(BROKEN))("that is %s opens no socket", async (_what, make) => {
    expect(await host.refusal({ token: make() })).toBe("UNAUTHENTICATED");
  });

  it.each(Object.entries(BROKEN))("that is %s renews nothing", async (_what, make) => {
    const device = await host.connect(cy, { token: token() });
    const answer = await device.emit("auth:renew", { token: make() });
    expect(answer.ok ? "ok" : answer.error.code).toMatch(/^(UNAUTHENTICATED|INVALID)$/);
    expect(JSON.stringify(answer)).not.toContain("eyJ");
    // What is a token of somebody or nobody ends the socket; what is no token at all is merely not understood.
    if (!answer.ok && answer.error.code === "UNAUTHENTICATED") {
      await until("the socket is closed", () => device.socket.disconnected);
      expect(device.expired).toEqual(["SESSION_EXPIRED"]);
    }
    device.close();
  });

  it("of another person, or of another session of the same person, renews nothing and closes the socket", async () => {
    for (const other of [{ sub: dee.clerkId, sid: dee.sessionId }, { sid: `${cy.sessionId}_2` }]) {
      const device = await host.connect(cy, { token: token() });
      expect(await device.emit("auth:renew", { token: token(other) })).toMatchObject({
        error: { code: "UNAUTHENTICATED" },
      });
      await until("the socket is closed", () => device.socket.disconnected);
      expect(device.expired).toEqual(["SESSION_EXPIRED"]);
    }
  });

  it("of a session that has ended, or that is another person's, opens no socket", async () => {
    const gone = await host.person("Gone");
    (await host.connect(gone)).close();
    await host.slot.prisma.session.update({ where: { id: gone.sessionId }, data: { endedAt: new Date() } });
    expect(await host.refusal({ token: host.tokenFor(gone) })).toBe("UNAUTHENTICATED");
    (await host.connect(dee)).close();
    expect(await host.refusal({ token: token({ sid: dee.sessionId }) })).toBe("UNAUTHENTICATED");
  });

  it("leaves a good one as good as before", async () => {
    const device = await host.connect(cy, { token: token() });
    expect(await device.emit("auth:renew", { token: token() })).toMatchObject({ ok: true });
    expect(device.socket.connected).toBe(true);
  });
});
