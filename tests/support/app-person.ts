// Somebody of the cast at a real server: signed in through the local stand-in for Clerk, with REST and a socket.
import { io, type Socket } from "socket.io-client";
import { LOCAL_CAST_PASSWORD } from "../../lib/auth/local-cast.ts";
import type { Envelope } from "../../lib/contract/errors.ts";
import type { ClientToServer, Ready, ServerEvent, ServerToClient } from "../../lib/contract/events.ts";
import { FrontendBrowser, sessionOf } from "./local-clerk-server.ts";

export type AppPerson = {
  /** A session token that has half a minute left at least: they live for one. */
  token(): Promise<string>;
  /** A request as the page makes it; the answer's envelope. */
  call<T = unknown>(method: string, path: string, body?: unknown): Promise<Envelope<T> & { status: number }>;
  /** A connected socket that remembers its events. */
  connect(): Promise<{ socket: Socket<ServerToClient, ClientToServer>; events: ServerEvent[]; ready: Ready }>;
};

const RENEW_AFTER_MS = 25_000;

/** Signs in by address, such as ada@confab.local. */
export async function signInAt(url: string, email: string, password = LOCAL_CAST_PASSWORD): Promise<AppPerson> {
  const browser = new FrontendBrowser(url);
  await browser.call("GET", "/client");
  const answer = await browser.signIn(email, password);
  if (answer.status !== 200) throw new Error(`${email} could not sign in: ${JSON.stringify(answer.body)}`);
  const { sessionId, token: first } = sessionOf(answer.body);
  let held = { jwt: first, since: Date.now() };

  async function token(): Promise<string> {
    if (Date.now() - held.since < RENEW_AFTER_MS) return held.jwt;
    const fresh = await browser.call("POST", `/client/sessions/${sessionId}/tokens`);
    held = { jwt: (fresh.body as { jwt: string }).jwt, since: Date.now() };
    return held.jwt;
  }

  return {
    token,
    async call(method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token()}`,
          origin: url,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { ...((await response.json()) as Envelope<never>), status: response.status };
    },
    async connect() {
      const socket: Socket<ServerToClient, ClientToServer> = io(url, {
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
        auth: { token: await token() },
        extraHeaders: { origin: url },
      });
      const events: ServerEvent[] = [];
      socket.on("events", (batch) => events.push(...batch));
      const ready = await new Promise<Ready>((resolve, reject) => {
        socket.once("ready", resolve);
        socket.once("connect_error", reject);
      });
      return { socket, events, ready };
    },
  };
}
