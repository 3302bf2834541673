import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { LOCAL_CLERK_PATH } from "../../../lib/auth/mode.ts";
import { clientView } from "./shapes.ts";
import { signInView } from "./sign-in.ts";
import { signUpView } from "./sign-up.ts";
import type { StandIn } from "./stand-in.ts";
import { hashSecret, type LocalClient, localId } from "./store.ts";

const COOKIE = "__client";
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The browser that `request` comes from, known by an HttpOnly cookie of which only a hash is stored. */
export function findClient(standIn: StandIn, request: IncomingMessage): LocalClient | null {
  const secret = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{43})(?:;|$)`).exec(request.headers.cookie ?? "")?.[1];
  if (secret === undefined) return null;
  const hash = hashSecret(secret);
  return Object.values(standIn.store.read().clients).find((client) => client.secretHash === hash) ?? null;
}

/** Remembers a new browser, and sets its cookie on `response`. */
export function createClient(standIn: StandIn, response: ServerResponse): LocalClient {
  const secret = randomBytes(32).toString("base64url");
  response.setHeader(
    "set-cookie",
    `${COOKIE}=${secret}; Path=${LOCAL_CLERK_PATH}; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SECONDS}`,
  );
  return addClient(standIn, secret);
}

/** A client that no browser holds: the carrier of sessions made through the Backend API. */
export function createDetachedClient(standIn: StandIn): LocalClient {
  return addClient(standIn, randomBytes(32).toString("base64url"));
}

/** The browser with its sessions and whatever it has begun. */
export function browserView(standIn: StandIn, client: LocalClient) {
  const signIn = standIn.signIns.get(client.id);
  const signUp = standIn.signUps.get(client.id);
  return clientView(standIn.store.read(), client, {
    keys: standIn.keys,
    origin: standIn.origin,
    signIn: signIn && signIn.status !== "complete" ? signInView(standIn, signIn) : null,
    signUp: signUp && signUp.userId === null ? signUpView(signUp) : null,
  });
}

function addClient(standIn: StandIn, secret: string): LocalClient {
  const now = Date.now();
  const client: LocalClient = {
    id: localId("client"),
    secretHash: hashSecret(secret),
    lastSessionId: null,
    createdAt: now,
    updatedAt: now,
  };
  standIn.store.change((data) => {
    data.clients[client.id] = client;
    // Attempts belong to browsers that are still remembered; this keeps the maps as small as the store.
    for (const attempts of [standIn.signIns, standIn.signUps])
      for (const id of attempts.keys()) if (data.clients[id] === undefined) attempts.delete(id);
  });
  return client;
}
