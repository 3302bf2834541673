import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalClerk, type LocalClerk } from "../../server/local/clerk/handler.ts";

/** A webhook as it arrived: its headers and raw body. */
export type ReceivedWebhook = { headers: Record<string, string>; body: string; type: string };

export type LocalClerkServer = {
  clerk: LocalClerk;
  origin: string;
  dir: string;
  webhooks: ReceivedWebhook[];
  log: string[];
  /** How the webhook address answers next; 200 unless told. */
  webhookStatus(status: number): void;
  close(): Promise<void>;
};

/** The stand-in on a free port with a folder of its own, and an address that takes its webhooks. */
export async function startLocalClerkServer(): Promise<LocalClerkServer> {
  const dir = mkdtempSync(join(tmpdir(), "confab-clerk-"));
  const webhooks: ReceivedWebhook[] = [];
  const log: string[] = [];
  let status = 200;
  const place: { clerk?: LocalClerk } = {};
  const server = http.createServer((request, response) => {
    void (async () => {
      if (await place.clerk?.handle(request, response)) return;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      if (request.url === "/api/webhooks/clerk")
        webhooks.push({ headers: request.headers as Record<string, string>, body, type: JSON.parse(body).type });
      response.writeHead(request.url === "/api/webhooks/clerk" ? status : 404).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const clerk = createLocalClerk({ dir: join(dir, "local-auth"), origin, log: (line) => void log.push(line) });
  place.clerk = clerk;
  return {
    clerk,
    origin,
    dir: join(dir, "local-auth"),
    webhooks,
    log,
    webhookStatus: (next) => {
      status = next;
    },
    async close() {
      clerk.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A browser of the stand-in's Frontend API: keeps the client cookie, sends forms with an Origin. */
export class FrontendBrowser {
  cookie = "";
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  async call(method: string, path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
    const tunnel = method === "GET" || method === "POST" ? "" : `${path.includes("?") ? "&" : "?"}_method=${method}`;
    const response = await fetch(`${this.origin}/__clerk_local/v1${path}${tunnel}`, {
      method: method === "GET" ? "GET" : "POST",
      redirect: "manual",
      headers: {
        cookie: this.cookie,
        ...(method === "GET" ? {} : { origin: this.origin, "content-type": "application/x-www-form-urlencoded" }),
        ...headers,
      },
      ...(method === "GET" ? {} : { body: new URLSearchParams(fields).toString() }),
    });
    const set = response.headers.get("set-cookie");
    if (set) this.cookie = set.split(";")[0] ?? "";
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  }

  /** Signs up and gives the new session's token with its ids. */
  async signUp(email: string, password = "correct horse") {
    const fields = { email_address: email, password, first_name: "Eve", last_name: "Stone" };
    const { body } = await this.call("POST", "/client/sign_ups", fields);
    return sessionOf(body);
  }

  async signIn(identifier: string, password: string) {
    const begun = await this.call("POST", "/client/sign_ins", { identifier });
    if (begun.status !== 200) return begun;
    return this.call("POST", `/client/sign_ins/${begun.body.response.id}/attempt_first_factor`, {
      strategy: "password",
      password,
    });
  }
}

/** The user, session and token in an answer of the Frontend API. */
export function sessionOf(body: {
  client: { sessions: { id: string; user: { id: string }; last_active_token: { jwt: string } }[] };
}) {
  const session = body.client.sessions.at(-1);
  if (!session) throw new Error("The answer carries no session.");
  return { sessionId: session.id, userId: session.user.id, token: session.last_active_token.jwt };
}
