import type { ServerResponse } from "node:http";
import { LocalClerkError, notFound } from "./api-error.ts";
import { browserView, createClient } from "./browser-client.ts";
import { environmentView } from "./environment.ts";
import { type OwnAccountCall, ownAccountRoutes } from "./own-account.ts";
import { endSession, touchSession } from "./sessions.ts";
import { ownSessionView } from "./shapes.ts";
import { attemptPassword, beginSignIn, getSignIn, signInView } from "./sign-in.ts";
import { continueSignUp, getSignUp, signUpView } from "./sign-up.ts";
import type { StandIn } from "./stand-in.ts";
import { type LocalClient, liveSessions } from "./store.ts";
import { sessionToken } from "./tokens.ts";

/** One request of clerk-js. Methods other than GET and POST arrive tunnelled as `POST ?_method=`. */
export type FrontendCall = {
  method: string;
  /** Below `/v1`. */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  userAgent: string;
  client: LocalClient | null;
  response: ServerResponse;
};

type Handler = (standIn: StandIn, call: FrontendCall, id: string) => unknown;

/** What Clerk's components call, in the order they meet it. A mutation answers `{ response, client }`, a reading is bare. */
const routes: [method: string, path: RegExp, handler: Handler][] = [
  ["GET", /^\/environment$/, () => environmentView()],
  ["PATCH", /^\/environment$/, () => environmentView()],
  ["POST", /^\/dev_browser$/, () => ({ object: "dev_browser", id: "dvb_local" })],
  [
    "GET",
    /^\/client$/,
    (standIn, call) => ({ response: call.client && browserView(standIn, call.client), client: null }),
  ],
  [
    "PUT",
    /^\/client$/,
    (standIn, call) => ({
      response: browserView(standIn, call.client ?? createClient(standIn, call.response)),
      client: null,
    }),
  ],
  ["DELETE", /^\/client(?:\/sessions)?$/, endAllSessions],
  [
    "POST",
    /^\/client\/sign_ins$/,
    (standIn, call) =>
      withOwnClient(standIn, call, (client) => beginSignIn(standIn, client, call.body, call.userAgent)),
  ],
  [
    "GET",
    /^\/client\/sign_ins\/(\w+)$/,
    (standIn, call, id) => withClient(standIn, call, (client) => signInView(standIn, getSignIn(standIn, client, id))),
  ],
  [
    "POST",
    /^\/client\/sign_ins\/(\w+)\/attempt_first_factor$/,
    (standIn, call, id) =>
      withClient(standIn, call, (client) => attemptPassword(standIn, client, id, call.body, call.userAgent)),
  ],
  [
    "POST",
    /^\/client\/sign_ups$/,
    (standIn, call) =>
      withOwnClient(standIn, call, (client) =>
        continueSignUp(standIn, client, { id: null, body: call.body, userAgent: call.userAgent }),
      ),
  ],
  [
    "GET",
    /^\/client\/sign_ups\/(\w+)$/,
    (standIn, call, id) => withClient(standIn, call, (client) => signUpView(getSignUp(standIn, client, id))),
  ],
  [
    "PATCH",
    /^\/client\/sign_ups\/(\w+)$/,
    (standIn, call, id) =>
      withClient(standIn, call, (client) =>
        continueSignUp(standIn, client, { id, body: call.body, userAgent: call.userAgent }),
      ),
  ],
  ["POST", /^\/client\/sessions\/(\w+)\/tokens$/, freshToken],
  ["POST", /^\/client\/sessions\/(\w+)\/touch$/, touchOwnSession],
  ["POST", /^\/client\/sessions\/(\w+)\/end$/, (standIn, call, id) => endOwnSession(standIn, call, id, "ended")],
  ["POST", /^\/client\/sessions\/(\w+)\/remove$/, (standIn, call, id) => endOwnSession(standIn, call, id, "removed")],
];

/**
 * Answers one Frontend API request.
 * @throws LocalClerkError for what is refused; 404 for what this stand-in does not offer.
 */
export async function answerFrontend(standIn: StandIn, call: FrontendCall): Promise<unknown> {
  for (const [method, path, handler] of routes) {
    const match = method === call.method ? path.exec(call.path) : null;
    if (match) return handler(standIn, call, match[1] ?? "");
  }
  if (call.path === "/me" || call.path.startsWith("/me/")) return answerOwnAccount(standIn, call);
  throw notFound(
    `Local identity has no ${call.method} /v1${call.path}. Use the keys of a Clerk application for this feature.`,
  );
}

async function answerOwnAccount(standIn: StandIn, call: FrontendCall): Promise<unknown> {
  const { client } = call;
  const sessions = client ? liveSessions(standIn.store.read(), client.id) : [];
  const session = sessions.find(({ id }) => id === call.query.get("_clerk_session_id")) ?? sessions[0];
  if (!client || !session) throw new LocalClerkError(401, "authentication_invalid", "Signed out");
  for (const route of ownAccountRoutes) {
    const match = route.method === call.method ? route.path.exec(call.path) : null;
    if (!match) continue;
    const own: OwnAccountCall = { session, userId: session.userId, body: call.body, id: match[1] ?? "" };
    const response = await route.handle(standIn, own);
    return route.bare ? response : { response, client: browserView(standIn, client) };
  }
  throw notFound(
    `Local identity has no ${call.method} /v1${call.path}. Use the keys of a Clerk application for this feature.`,
  );
}

async function withClient(standIn: StandIn, call: FrontendCall, act: (client: LocalClient) => unknown) {
  if (!call.client) throw notFound("This browser has no client; start again.");
  const response = await act(call.client);
  return { response, client: browserView(standIn, call.client) };
}

/** Like `withClient`, for the calls that a browser begins with. */
function withOwnClient(standIn: StandIn, call: FrontendCall, act: (client: LocalClient) => unknown) {
  return withClient(standIn, { ...call, client: call.client ?? createClient(standIn, call.response) }, act);
}

function endAllSessions(standIn: StandIn, call: FrontendCall) {
  const { client } = call;
  if (!client) return { response: null, client: null };
  for (const session of liveSessions(standIn.store.read(), client.id)) endSession(standIn, session.id, "removed");
  return { response: browserView(standIn, client), client: browserView(standIn, client) };
}

function freshToken(standIn: StandIn, call: FrontendCall, id: string) {
  const session = ownSession(standIn, call, id, 401);
  return { object: "token", jwt: sessionToken(standIn.keys, session, standIn.origin) };
}

function touchOwnSession(standIn: StandIn, call: FrontendCall, id: string) {
  ownSession(standIn, call, id, 404);
  touchSession(standIn, id);
  const session = ownSession(standIn, call, id, 404);
  const user = standIn.store.read().users[session.userId];
  if (!user) throw notFound("User not found");
  return withClient(standIn, call, () => ownSessionView(session, user, standIn));
}

function endOwnSession(standIn: StandIn, call: FrontendCall, id: string, status: "ended" | "removed") {
  ownSession(standIn, call, id, 404);
  return withClient(standIn, call, () => endSession(standIn, id, status)).then(({ client }) => ({
    response: { object: "session", id, status },
    client,
  }));
}

function ownSession(standIn: StandIn, call: FrontendCall, id: string, status: 401 | 404) {
  const session =
    call.client && liveSessions(standIn.store.read(), call.client.id).find((candidate) => candidate.id === id);
  if (!session) throw new LocalClerkError(status, "resource_not_found", "Session not found");
  return session;
}
