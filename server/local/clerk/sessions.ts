import { notFound } from "./api-error.ts";
import type { StandIn } from "./stand-in.ts";
import { isLive, localId, type LocalSession, liveSessions } from "./store.ts";
import { sessionWebhook } from "./webhooks.ts";

const SESSION_MS = 7 * 24 * 60 * 60_000;

/** Signs `userId` in on a browser. One session a browser: the one before it ends. */
export function startSession(
  standIn: StandIn,
  start: { clientId: string; userId: string; userAgent: string },
): LocalSession {
  for (const earlier of liveSessions(standIn.store.read(), start.clientId)) endSession(standIn, earlier.id, "replaced");
  const now = Date.now();
  const session: LocalSession = {
    id: localId("sess"),
    ...start,
    status: "active",
    createdAt: now,
    updatedAt: now,
    expireAt: now + SESSION_MS,
  };
  const user = standIn.store.change((data) => {
    const client = data.clients[start.clientId];
    const found = data.users[start.userId];
    if (!client || !found) throw notFound("Client or user not found");
    data.sessions[session.id] = session;
    client.lastSessionId = session.id;
    client.updatedAt = now;
    found.lastSignInAt = now;
    return found;
  });
  standIn.announce(sessionWebhook("session.created", session, user));
  return session;
}

/** Ends a session. `replaced` is announced as `ended`: for everybody else it is over just the same. */
export function endSession(
  standIn: StandIn,
  sessionId: string,
  status: "ended" | "removed" | "revoked" | "replaced",
): LocalSession {
  const { session, user } = standIn.store.change((data) => {
    const found = data.sessions[sessionId];
    if (!found || !isLive(data, found)) throw notFound("Session not found");
    found.status = status;
    found.updatedAt = Date.now();
    const client = data.clients[found.clientId];
    // Clerk's middleware compares this with a token's time of issue, and so notices a token from before the sign-out.
    if (client) client.updatedAt = found.updatedAt;
    return { session: found, user: data.users[found.userId] };
  });
  standIn.announce(sessionWebhook(`session.${status === "replaced" ? "ended" : status}`, session, user));
  return session;
}

/** Notes that a session is in use. */
export function touchSession(standIn: StandIn, sessionId: string): void {
  standIn.store.change((data) => {
    const session = data.sessions[sessionId];
    if (session) session.updatedAt = Date.now();
  });
}
