import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { LOCAL_CLERK_PATH } from "../../../lib/auth/mode.ts";
import { createAccount, type NewAccount } from "./accounts.ts";
import { LocalClerkError, notFound } from "./api-error.ts";
import { answerBackend, carriesSecretKey } from "./backend-api.ts";
import { serveAsset } from "./browser-assets.ts";
import { createDetachedClient, findClient } from "./browser-client.ts";
import { createFailureLimit } from "./failure-limit.ts";
import { answerFrontend } from "./frontend-api.ts";
import { assertOwnOrigin, assertThisMachine, readFields } from "./guards.ts";
import { handshakeLocation } from "./handshake.ts";
import { type LocalClerkKeys, loadLocalClerkKeys } from "./keys.ts";
import { startSession } from "./sessions.ts";
import type { StandIn } from "./stand-in.ts";
import { openLocalStore } from "./store.ts";
import { sessionToken } from "./tokens.ts";
import { createWebhookSender, userWebhook } from "./webhooks.ts";

/** A stand-in for Clerk on this machine. */
export type LocalClerk = {
  keys: LocalClerkKeys;
  /** Answers a request below `/__clerk_local`, and says whether it was one. Never throws. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Makes an account and announces it by webhook. @throws LocalClerkError 422 */
  createUser(account: NewAccount): Promise<{ id: string }>;
  /** Makes the account unless its id is there already; sends no webhook. For seeds. */
  ensureUser(account: NewAccount & { id: string }): Promise<void>;
  /** A session of `userId` outside any browser, with a token good for a minute. For tests and load generators. */
  signIn(userId: string): { sessionId: string; token: string };
  /** Stops webhooks that are still being retried. */
  close(): void;
};

/**
 * The stand-in over the accounts and keys in `dir`, for the one `origin` it serves (`http://localhost:3000`). Webhooks
 * go to that origin's `/api/webhooks/clerk`; `log` hears of what went wrong.
 */
export function createLocalClerk({
  dir,
  origin,
  log,
}: {
  dir: string;
  origin: string;
  log: (line: string) => void;
}): LocalClerk {
  const keys = loadLocalClerkKeys(dir);
  const webhooks = createWebhookSender({ keys, url: `${origin}/api/webhooks/clerk`, log });
  const standIn: StandIn = {
    origin,
    keys,
    store: openLocalStore(dir),
    signIns: new Map(),
    signUps: new Map(),
    failures: createFailureLimit(),
    announce: webhooks.announce,
  };

  return {
    keys,
    async handle(request, response) {
      const url = URL.parse(request.url ?? "/", "http://localhost");
      if (!url || (url.pathname !== LOCAL_CLERK_PATH && !url.pathname.startsWith(`${LOCAL_CLERK_PATH}/`))) return false;
      try {
        assertThisMachine(request);
        await answer(standIn, { request, response, url, path: url.pathname.slice(LOCAL_CLERK_PATH.length) });
      } catch (error) {
        refuse(response, error, log);
      }
      return true;
    },
    async createUser(account) {
      const user = await createAccount(standIn, account);
      standIn.announce(userWebhook("user.created", user));
      return { id: user.id };
    },
    async ensureUser(account) {
      if (standIn.store.read().users[account.id] === undefined) await createAccount(standIn, account);
    },
    signIn(userId) {
      const session = startSession(standIn, {
        clientId: createDetachedClient(standIn).id,
        userId,
        userAgent: "a program",
      });
      return { sessionId: session.id, token: sessionToken(keys, session, origin) };
    },
    close: webhooks.close,
  };
}

type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** Below the mount point. */
  path: string;
};

async function answer(standIn: StandIn, { request, response, url, path }: Exchange): Promise<void> {
  if (request.method === "GET" && (await serveAsset(standIn, path, request, response))) return;
  const method = request.method === "POST" ? (url.searchParams.get("_method") ?? "POST") : (request.method ?? "GET");
  if (path.startsWith("/bapi/v1/")) {
    // A browser adds an Origin to what a page sends; the server's own client does not. Pages have no business here.
    if (request.headers.origin !== undefined || !carriesSecretKey(standIn, request))
      throw new LocalClerkError(401, "authorization_invalid", "The Backend API needs the secret key.");
    const body = await readFields(request);
    return sendJson(
      response,
      200,
      await answerBackend(standIn, { method, path: path.slice("/bapi/v1".length), query: url.searchParams, body }),
    );
  }
  if (!path.startsWith("/v1/")) throw notFound("Not found");
  assertOwnOrigin(request, standIn.origin);
  const client = findClient(standIn, request);
  if (request.method === "GET" && path === "/v1/client/handshake") {
    const location = handshakeLocation(standIn, client, url.searchParams.get("redirect_url"));
    response.writeHead(307, { location, "cache-control": "no-store" }).end();
    return;
  }
  const call = {
    method,
    path: path.slice("/v1".length),
    query: url.searchParams,
    body: request.method === "GET" ? {} : await readFields(request),
    userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
    client,
    response,
  };
  sendJson(response, 200, await answerFrontend(standIn, call));
}

function refuse(response: ServerResponse, error: unknown, log: (line: string) => void): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const refusal = toRefusal(error);
  if (refusal.status >= 500)
    log(`local identity: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (refusal.retryAfterSeconds !== undefined) response.setHeader("retry-after", refusal.retryAfterSeconds);
  // What is left of an oversized body is not read; the connection cannot be used again.
  if (refusal.status === 413) response.setHeader("connection", "close");
  sendJson(response, refusal.status, refusal.body());
}

function toRefusal(error: unknown): LocalClerkError {
  if (error instanceof LocalClerkError) return error;
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    return new LocalClerkError(422, "form_param_format_invalid", issue?.message ?? "Invalid input", {
      field: String(issue?.path[0] ?? ""),
    });
  }
  return new LocalClerkError(500, "internal_clerk_error", "Local identity failed; the terminal says why.");
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, {
      // The SDK parses exactly this type; a charset makes it keep the text.
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(JSON.stringify(value));
}
