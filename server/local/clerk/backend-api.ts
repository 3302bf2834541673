import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { createAccount, deleteAccount, updateAccount } from "./accounts.ts";
import { LocalClerkError, notFound } from "./api-error.ts";
import { createDetachedClient } from "./browser-client.ts";
import { endSession, startSession } from "./sessions.ts";
import { backendUserView, sessionView } from "./shapes.ts";
import type { StandIn } from "./stand-in.ts";
import type { LocalUser } from "./store.ts";
import { jwks, sessionToken } from "./tokens.ts";
import { userWebhook } from "./webhooks.ts";

/** One request of `@clerk/backend`, already known to carry the secret key. */
export type BackendCall = {
  method: string;
  /** Below `/v1`. */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
};

type Handler = (standIn: StandIn, call: BackendCall, id: string) => unknown;

const metadata = z.record(z.string(), z.unknown()).optional();
const name = z.string().max(100).nullish();
const newUser = z.object({
  email_address: z.tuple([z.string()]),
  password: z.string(),
  first_name: name,
  last_name: name,
  username: name,
  unsafe_metadata: metadata,
});
const changedUser = z.object({
  first_name: name,
  last_name: name,
  username: name,
  external_id: z.string().nullish(),
  public_metadata: metadata,
  private_metadata: metadata,
  unsafe_metadata: metadata,
});
const paging = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(10),
});

const routes: [method: string, path: RegExp, handler: Handler][] = [
  ["GET", /^\/jwks$/, (standIn) => jwks(standIn.keys)],
  ["GET", /^\/users$/, listUsers],
  ["POST", /^\/users$/, createUser],
  [
    "GET",
    /^\/users\/count$/,
    (standIn, call) => ({ object: "total_count", total_count: matchingUsers(standIn, call.query).length }),
  ],
  ["GET", /^\/users\/(\w+)$/, (standIn, _call, id) => backendUserView(getUser(standIn, id))],
  ["PATCH", /^\/users\/(\w+)(?:\/metadata)?$/, updateUser],
  ["DELETE", /^\/users\/(\w+)$/, deleteUser],
  ["POST", /^\/users\/(\w+)\/(?:un)?ban$/, banUser],
  ["GET", /^\/sessions$/, listSessions],
  ["POST", /^\/sessions$/, createSession],
  ["GET", /^\/sessions\/(\w+)$/, (standIn, _call, id) => sessionView(getSession(standIn, id))],
  ["POST", /^\/sessions\/(\w+)\/revoke$/, (standIn, _call, id) => sessionView(endSession(standIn, id, "revoked"))],
  ["POST", /^\/sessions\/(\w+)\/tokens$/, createToken],
];

/** Whether `request` carries the secret key; compared in constant time. */
export function carriesSecretKey(standIn: StandIn, request: IncomingMessage): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${standIn.keys.secretKey}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/**
 * Answers one Backend API request.
 * @throws LocalClerkError for what is refused; 404 for what this stand-in does not offer.
 */
export async function answerBackend(standIn: StandIn, call: BackendCall): Promise<unknown> {
  for (const [method, path, handler] of routes) {
    const match = method === call.method ? path.exec(call.path) : null;
    if (match) return handler(standIn, call, match[1] ?? "");
  }
  throw notFound(`Local identity has no Backend API ${call.method} /v1${call.path}.`);
}

function listUsers(standIn: StandIn, { query }: BackendCall) {
  const { offset, limit } = paging.parse(Object.fromEntries(query));
  return matchingUsers(standIn, query)
    .slice(offset, offset + limit)
    .map(backendUserView);
}

function matchingUsers(standIn: StandIn, query: URLSearchParams): LocalUser[] {
  const emails = query.getAll("email_address");
  const ids = query.getAll("user_id");
  return Object.values(standIn.store.read().users)
    .filter(
      (user) => (emails.length === 0 || emails.includes(user.email)) && (ids.length === 0 || ids.includes(user.id)),
    )
    .sort((a, b) => b.createdAt - a.createdAt);
}

async function createUser(standIn: StandIn, { body }: BackendCall) {
  const input = newUser.parse(body);
  const user = await createAccount(standIn, {
    email: input.email_address[0],
    password: input.password,
    firstName: input.first_name,
    lastName: input.last_name,
    username: input.username,
    unsafeMetadata: input.unsafe_metadata,
  });
  standIn.announce(userWebhook("user.created", user));
  return backendUserView(user);
}

function updateUser(standIn: StandIn, { body }: BackendCall, id: string) {
  getUser(standIn, id);
  const input = changedUser.parse(body);
  return backendUserView(
    updateAccount(standIn, id, {
      firstName: input.first_name,
      lastName: input.last_name,
      username: input.username,
      externalId: input.external_id,
      publicMetadata: input.public_metadata,
      privateMetadata: input.private_metadata,
      unsafeMetadata: input.unsafe_metadata,
    }),
  );
}

function deleteUser(standIn: StandIn, _call: BackendCall, id: string) {
  deleteAccount(standIn, id);
  return { object: "user", id, deleted: true };
}

function banUser(standIn: StandIn, { path }: BackendCall, id: string) {
  const banned = path.endsWith("/ban");
  getUser(standIn, id);
  standIn.store.change((data) => {
    const user = data.users[id];
    if (user) user.banned = banned;
  });
  if (banned)
    for (const session of Object.values(standIn.store.read().sessions))
      if (session.userId === id && session.status === "active") endSession(standIn, session.id, "revoked");
  return backendUserView(updateAccount(standIn, id, {}));
}

function listSessions(standIn: StandIn, { query }: BackendCall) {
  const [userId, status] = [query.get("user_id"), query.get("status")];
  const found = Object.values(standIn.store.read().sessions)
    .filter((session) => (!userId || session.userId === userId) && (!status || session.status === status))
    .map(sessionView);
  // The SDK asks for pages, and takes nothing else then.
  return query.get("paginated") === "true" ? { data: found, total_count: found.length } : found;
}

function createSession(standIn: StandIn, { body }: BackendCall) {
  const { user_id } = z.object({ user_id: z.string() }).parse(body);
  getUser(standIn, user_id);
  return sessionView(
    startSession(standIn, { clientId: createDetachedClient(standIn).id, userId: user_id, userAgent: "Backend API" }),
  );
}

function createToken(standIn: StandIn, _call: BackendCall, id: string) {
  const session = getSession(standIn, id);
  if (session.status !== "active") throw new LocalClerkError(422, "session_not_active", "The session has ended.");
  return { object: "token", jwt: sessionToken(standIn.keys, session, standIn.origin) };
}

function getUser(standIn: StandIn, id: string): LocalUser {
  const user = standIn.store.read().users[id];
  if (!user) throw notFound("User not found");
  return user;
}

function getSession(standIn: StandIn, id: string) {
  const session = standIn.store.read().sessions[id];
  if (!session) throw notFound("Session not found");
  return session;
}
