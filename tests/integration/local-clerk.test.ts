import { readFileSync, statSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { createClerkClient } from "@clerk/backend";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Webhook } from "svix";
import { LOCAL_CAST, LOCAL_CAST_PASSWORD } from "../../lib/auth/local-cast.ts";
import { createLocalClerk } from "../../server/local/clerk/handler.ts";
import { applyLocalClerkEnv } from "../../server/local/clerk/keys.ts";
import {
  FrontendBrowser,
  type LocalClerkServer,
  sessionOf,
  startLocalClerkServer,
} from "../support/local-clerk-server.ts";
import { until } from "../support/until.ts";

let local: LocalClerkServer;
const env: Record<string, string | undefined> = {};
const PASSWORD = "correct horse";
let people = 0;
const newEmail = () => `person${++people}@example.com`;

beforeAll(async () => {
  local = await startLocalClerkServer();
  applyLocalClerkEnv(local.clerk.keys, local.origin, env);
});
afterAll(() => local.close());

const backend = (secretKey = env.CLERK_SECRET_KEY) =>
  createClerkClient({
    secretKey,
    publishableKey: env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
    apiUrl: env.CLERK_API_URL,
    jwtKey: env.CLERK_JWT_KEY,
    telemetry: { disabled: true },
  });

async function isAccepted(token: string) {
  const request = new Request(local.origin, { headers: { authorization: `Bearer ${token}` } });
  const state = await backend().authenticateRequest(request, {
    acceptsToken: "session_token",
    authorizedParties: [local.origin],
    jwtKey: env.CLERK_JWT_KEY,
  });
  return state.isAuthenticated;
}

/** A request with headers that `fetch` does not let a caller set. */
function raw(
  path: string,
  headers: Record<string, string>,
  method = "GET",
  body = "",
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(local.origin);
    const request = http.request(
      { host: "localhost", port, path: `/__clerk_local${path}`, method, headers },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

describe("signing up and in", () => {
  it("makes an account whose token the real SDK accepts", async () => {
    const browser = new FrontendBrowser(local.origin);
    const { token, userId, sessionId } = await browser.signUp(newEmail());
    expect(await isAccepted(token)).toBe(true);
    const user = await backend().users.getUser(userId);
    expect(user).toMatchObject({ firstName: "Eve", lastName: "Stone", hasImage: false });
    expect(user.primaryEmailAddress?.verification?.status).toBe("verified");
    expect((await backend().sessions.getSession(sessionId)).status).toBe("active");
  });

  it("asks for what is missing, and finishes when it comes", async () => {
    const browser = new FrontendBrowser(local.origin);
    const begun = await browser.call("POST", "/client/sign_ups", { email_address: newEmail(), first_name: "Eve" });
    expect(begun.body.response).toMatchObject({
      status: "missing_requirements",
      missing_fields: ["last_name", "password"],
    });
    const done = await browser.call("PATCH", `/client/sign_ups/${begun.body.response.id}`, {
      last_name: "Stone",
      password: PASSWORD,
    });
    expect(done.body.response).toMatchObject({
      status: "complete",
      created_session_id: sessionOf(done.body).sessionId,
    });
  });

  it("gives one address to one account, whatever its letter case", async () => {
    const email = newEmail();
    await new FrontendBrowser(local.origin).signUp(email);
    const fields = { email_address: email.toUpperCase(), password: PASSWORD, first_name: "E", last_name: "S" };
    const again = await new FrontendBrowser(local.origin).call("POST", "/client/sign_ups", fields);
    expect(again.status).toBe(422);
    expect(again.body.errors[0]).toMatchObject({
      code: "form_identifier_exists",
      meta: { param_name: "email_address" },
    });
  });

  it("makes one account of two sign-ups that race for an address", async () => {
    const fields = { email_address: newEmail(), password: PASSWORD, first_name: "E", last_name: "S" };
    const answers = await Promise.all(
      [1, 2, 3].map(() => new FrontendBrowser(local.origin).call("POST", "/client/sign_ups", fields)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  });

  it.each([
    ["email_address", { email_address: "nobody" }],
    ["password", { password: "short" }],
    ["password", { password: "x".repeat(73) }],
  ])("refuses a malformed %s", async (field, change) => {
    const fields = { email_address: newEmail(), password: PASSWORD, first_name: "E", last_name: "S", ...change };
    const { status, body } = await new FrontendBrowser(local.origin).call("POST", "/client/sign_ups", fields);
    expect([status, body.errors[0].meta.param_name]).toEqual([422, field]);
  });

  it("signs in with the right password, by address or user name, and not with a wrong one", async () => {
    const email = newEmail();
    await local.clerk.createUser({ email, password: PASSWORD, username: `name${people}` });
    const browser = new FrontendBrowser(local.origin);
    expect((await browser.signIn(email, "wrong horse")).body.errors[0].code).toBe("form_password_incorrect");
    expect((await browser.signIn(email, PASSWORD)).body.response.status).toBe("complete");
    expect((await new FrontendBrowser(local.origin).signIn(`NAME${people}`, PASSWORD)).status).toBe(200);
  });

  it("stops guessing after ten wrong passwords, even at once, and says when to come back", async () => {
    const email = newEmail();
    await local.clerk.createUser({ email, password: PASSWORD });
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, i) => new FrontendBrowser(local.origin).signIn(email, `wrong ${i}`)),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10);
    const limited = await new FrontendBrowser(local.origin).signIn(email, PASSWORD);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("keeps browsers apart: neither sees the other's session or attempt", async () => {
    const [one, two] = [new FrontendBrowser(local.origin), new FrontendBrowser(local.origin)];
    const { sessionId } = await one.signUp(newEmail());
    await two.signUp(newEmail());
    expect((await two.call("POST", `/client/sessions/${sessionId}/tokens`)).status).toBe(401);
    expect((await two.call("POST", `/client/sessions/${sessionId}/remove`)).status).toBe(404);
    expect((await one.call("POST", `/client/sessions/${sessionId}/tokens`)).status).toBe(200);
  });

  it("remembers no browser that has not done anything", async () => {
    const { body, headers } = await new FrontendBrowser(local.origin).call("GET", "/client");
    expect(body).toEqual({ response: null, client: null });
    expect(headers.get("set-cookie")).toBeNull();
  });
});

describe("sessions", () => {
  it("gives fresh tokens while it lives, and none after sign-out", async () => {
    const browser = new FrontendBrowser(local.origin);
    const { sessionId } = await browser.signUp(newEmail());
    const fresh = await browser.call("POST", `/client/sessions/${sessionId}/tokens`);
    expect(await isAccepted(fresh.body.jwt)).toBe(true);
    await browser.call("DELETE", "/client/sessions");
    expect((await browser.call("POST", `/client/sessions/${sessionId}/tokens`)).status).toBe(401);
    expect((await browser.call("GET", "/client")).body.response.sessions).toEqual([]);
  });

  it("ends when it is revoked through the Backend API", async () => {
    const browser = new FrontendBrowser(local.origin);
    const { sessionId } = await browser.signUp(newEmail());
    await backend().sessions.revokeSession(sessionId);
    expect((await browser.call("POST", `/client/sessions/${sessionId}/tokens`)).status).toBe(401);
  });

  it("changes the password, and ends the other sessions when asked", async () => {
    const email = newEmail();
    const [one, two] = [new FrontendBrowser(local.origin), new FrontendBrowser(local.origin)];
    await one.signUp(email);
    const other = sessionOf((await two.signIn(email, PASSWORD)).body);
    const wrong = { current_password: "wrong horse", new_password: "better horse" };
    expect((await one.call("POST", "/me/change_password", wrong)).body.errors[0].meta.param_name).toBe(
      "current_password",
    );
    const right = { current_password: PASSWORD, new_password: "better horse", sign_out_of_other_sessions: "true" };
    expect((await one.call("POST", "/me/change_password", right)).status).toBe(200);
    expect((await two.call("POST", `/client/sessions/${other.sessionId}/tokens`)).status).toBe(401);
    expect((await new FrontendBrowser(local.origin).signIn(email, "better horse")).status).toBe(200);
  });

  it("survives a restart of the stand-in", async () => {
    const email = newEmail();
    await new FrontendBrowser(local.origin).signUp(email);
    const again = createLocalClerk({ dir: local.dir, origin: local.origin, log: () => undefined });
    expect(again.keys.secretKey).toBe(local.clerk.keys.secretKey);
    await expect(again.createUser({ email, password: PASSWORD })).rejects.toMatchObject({
      code: "form_identifier_exists",
    });
    again.close();
  });
});

describe("seeding", () => {
  it("makes the cast's accounts with their fixed ids, once, and without webhooks", async () => {
    const before = local.webhooks.length;
    const other = createLocalClerk({ dir: local.dir, origin: local.origin, log: () => undefined });
    for (let round = 0; round < 2; round++)
      for (const { clerkId, email, firstName, lastName, username } of LOCAL_CAST)
        await other.ensureUser({ id: clerkId, email, firstName, lastName, username, password: LOCAL_CAST_PASSWORD });
    // The running stand-in sees what the seed has written beside it.
    const { body } = await new FrontendBrowser(local.origin).signIn("ada@confab.local", LOCAL_CAST_PASSWORD);
    expect(sessionOf(body).userId).toBe("user_local_ada");
    expect(local.webhooks.slice(before).filter(({ type }) => type === "user.created")).toEqual([]);
    other.close();
  });
});

describe("webhooks", () => {
  const received = (type: string, id: string) =>
    local.webhooks.find((webhook) => webhook.type === type && JSON.parse(webhook.body).data.id === id);

  it("announces accounts and sessions, signed as Svix signs", async () => {
    const browser = new FrontendBrowser(local.origin);
    const { userId, sessionId } = await browser.signUp(newEmail());
    await backend().users.updateUser(userId, { firstName: "Eva" });
    await browser.call("POST", `/client/sessions/${sessionId}/end`);
    await backend().users.deleteUser(userId);
    for (const type of ["user.created", "user.updated", "user.deleted"])
      await until(type, () => received(type, userId));
    for (const type of ["session.created", "session.ended"]) {
      const webhook = await until(type, () => received(type, sessionId));
      expect(JSON.parse(webhook.body).data.user_id).toBe(userId);
      expect(() =>
        new Webhook(env.CLERK_WEBHOOK_SIGNING_SECRET ?? "").verify(webhook.body, webhook.headers),
      ).not.toThrow();
    }
    expect(JSON.parse(received("user.updated", userId)?.body ?? "").data.updated_at).toBeGreaterThan(
      JSON.parse(received("user.created", userId)?.body ?? "").data.updated_at,
    );
  });

  it("comes again with the same id when it was not accepted", async () => {
    local.webhookStatus(500);
    const { id } = await local.clerk.createUser({ email: newEmail(), password: PASSWORD });
    const first = await until("the first attempt", () => received("user.created", id));
    local.webhookStatus(200);
    const attempts = () => local.webhooks.filter(({ body }) => JSON.parse(body).data.id === id);
    await until("the second attempt", () => attempts().length > 1);
    expect(attempts()[1]?.headers["svix-id"]).toBe(first.headers["svix-id"]);
  });
});

describe("the handshake of Clerk's middleware", () => {
  const handshake = (browser: FrontendBrowser, target: string) =>
    browser.call("GET", `/client/handshake?redirect_url=${encodeURIComponent(target)}`);

  it("leads back with cookies that the SDK accepts", async () => {
    const browser = new FrontendBrowser(local.origin);
    await browser.signUp(newEmail());
    const { status, headers } = await handshake(browser, `${local.origin}/t/1`);
    const location = new URL(headers.get("location") ?? "");
    expect([status, location.origin + location.pathname]).toEqual([307, `${local.origin}/t/1`]);
    const payload = JSON.parse(
      Buffer.from(location.searchParams.get("__clerk_handshake")?.split(".")[1] ?? "", "base64url").toString(),
    );
    const session = payload.handshake.find((cookie: string) => cookie.startsWith("__session="));
    expect(await isAccepted(session.slice("__session=".length).split(";")[0])).toBe(true);
  });

  it.each(["https://evil.example/", "//evil.example/", "http://localhost:1/", "http://a:b@localhost/"])(
    "refuses to lead to %s",
    async (target) => {
      expect((await handshake(new FrontendBrowser(local.origin), target)).status).toBe(400);
    },
  );
});

describe("guards", () => {
  it("keeps keys and accounts readable by their owner only, passwords hashed, and no cookie in the file", async () => {
    const browser = new FrontendBrowser(local.origin);
    await browser.signUp(newEmail(), "a password in the clear");
    for (const file of ["keys.json", "accounts.json"]) expect(statSync(join(local.dir, file)).mode & 0o777).toBe(0o600);
    expect(statSync(local.dir).mode & 0o777).toBe(0o700);
    const stored = readFileSync(join(local.dir, "accounts.json"), "utf8");
    expect(stored).not.toContain("a password in the clear");
    expect(stored).not.toContain(browser.cookie.split("=")[1]);
  });

  it.each(["evil.example", "localhost.evil.example", "192.168.1.5:3000", "127.0.0.1.nip.io"])(
    "answers no Host %s",
    async (host) => {
      expect((await raw("/v1/environment", { host })).status).toBe(403);
    },
  );

  it.each(["x-forwarded-for", "forwarded"])("answers nothing that was passed on with %s", async (name) => {
    const { host } = new URL(local.origin);
    expect((await raw("/v1/environment", { host })).status).toBe(200);
    expect((await raw("/v1/environment", { host, [name]: "for=1.2.3.4" })).status).toBe(403);
  });

  it.each([undefined, "null", "https://evil.example", "http://localhost:1", "http://127.0.0.1"])(
    "takes no change from origin %s",
    async (origin) => {
      const { host } = new URL(local.origin);
      const headers = { host, "content-type": "application/x-www-form-urlencoded", ...(origin ? { origin } : {}) };
      expect((await raw("/v1/client/sign_ins", headers, "POST", "identifier=ada%40confab.local")).status).toBe(403);
      expect(
        (
          await raw(
            "/v1/client/sign_ins",
            { ...headers, origin: local.origin },
            "POST",
            "identifier=ada%40confab.local",
          )
        ).status,
      ).toBe(200);
    },
  );

  it("answers its Backend API to the key only, and never to a page", async () => {
    const { host } = new URL(local.origin);
    const authorization = `Bearer ${env.CLERK_SECRET_KEY}`;
    expect((await raw("/bapi/v1/users", { host, authorization })).status).toBe(200);
    const attempts: Record<string, string>[] = [
      {},
      { authorization: "Bearer sk_test_guess" },
      { authorization, origin: local.origin },
    ];
    for (const headers of attempts) expect((await raw("/bapi/v1/users", { host, ...headers })).status).toBe(401);
    await expect(backend("sk_test_wrong").users.getUser("user_local_ada")).rejects.toThrow();
  });

  it.each([
    ["a body that is no JSON", "application/json", "{", 400],
    ["a JSON array", "application/json", "[]", 400],
    ["another type", "text/plain", "identifier=x", 415],
    ["an oversized body", "application/x-www-form-urlencoded", `identifier=${"x".repeat(120_000)}`, 413],
    ["an overlong field", "application/x-www-form-urlencoded", `identifier=${"x".repeat(1_000)}`, 422],
  ])("refuses %s with its status", async (_what, type, body, status) => {
    const { host } = new URL(local.origin);
    const answer = await raw("/v1/client/sign_ins", { host, origin: local.origin, "content-type": type }, "POST", body);
    expect(answer.status).toBe(status);
    expect(local.log).toEqual([]);
  });

  it("serves the browser bundles and nothing beside them", async () => {
    const { host } = new URL(local.origin);
    expect((await raw("/npm/@clerk/clerk-js@6/dist/clerk.browser.js", { host })).status).toBe(200);
    for (const path of [
      "/npm/@clerk/clerk-js@6/dist/../package.json",
      "/npm/@clerk/clerk-js@6/dist/%2e%2e%2fpackage.json",
      "/npm/@clerk/ui@1/dist/none.js",
      "/npm/@clerk/other@1/dist/x.js",
    ])
      expect((await raw(path, { host })).status).toBe(404);
  });

  it("leaves other paths to others", async () => {
    expect((await fetch(`${local.origin}/__clerk_locally`)).status).toBe(404);
    expect(await (await fetch(`${local.origin}/__clerk_local/v1/nothing`)).json()).toMatchObject({
      errors: [{ code: "resource_not_found" }],
    });
  });
});
