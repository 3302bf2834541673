// The REST door without a server: the route handlers themselves, called with requests as Next would hand them over.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "../../lib/access/actor.ts";
import { type CommandName, commandDoors, type QueryName, queryDoors } from "../../lib/contract/doors.ts";
import type { Envelope } from "../../lib/contract/errors.ts";
import { applyLocalClerkEnv, loadLocalClerkKeys } from "../../server/local/clerk/keys.ts";
import { signToken } from "../../server/local/clerk/tokens.ts";

export type DoorName = CommandName | QueryName;
export const doors = { ...commandDoors, ...queryDoors };
export const doorNames = Object.keys(doors) as DoorName[];

export type Answer = { status: number; headers: Headers; text: string; body: Envelope<unknown> };

export type Call = {
  /** Who asks; nobody where missing. */
  as?: Actor | undefined;
  /** The door's whole input: path parameters, and the rest as JSON or query string. */
  input?: Record<string, unknown>;
  /** A body instead of that of the input. */
  raw?: BodyInit;
  /** On top of what the page itself sends; null takes one away. */
  headers?: Record<string, string | null>;
};

export type RestDoors = {
  origin: string;
  tokenOf(actor: Actor, seconds?: number): string;
  call(name: DoorName, call: Call): Promise<Answer>;
  close(): void;
};

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Signs people of a test workspace in with tokens of the local stand-in's kind. `origin`: the workspace's APP_URL. */
export function openRestDoors(origin: string): RestDoors {
  const dir = mkdtempSync(join(tmpdir(), "confab-rest-"));
  const keys = loadLocalClerkKeys(dir);
  process.env.APP_URL = origin;
  applyLocalClerkEnv(keys, origin, process.env);

  const tokenOf: RestDoors["tokenOf"] = ({ userId, sessionId }, seconds = 60) => {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now - 1, nbf: now - 10, exp: now + seconds };
    const who = { sid: sessionId, sub: `user_test_${userId}`, sts: "active" };
    const jti = randomBytes(8).toString("hex");
    return signToken(keys, { azp: origin, iss: keys.issuer, fva: [0, -1], jti, v: 2, ...times, ...who });
  };

  return {
    origin,
    tokenOf,
    async call(name, { as, input = {}, raw, headers: own = {} }) {
      const { method, path } = doors[name];
      const params = paramsOf(path, input);
      const rest = Object.fromEntries(Object.entries(input).filter(([field]) => !(field in params)));
      const url = new URL(
        path.replace(/\[(\w+)\]/g, (_, field: string) => encodeURIComponent(params[field] ?? "")),
        origin,
      );
      if (method === "GET")
        for (const [field, value] of Object.entries(rest)) url.searchParams.set(field, String(value));

      const headers = new Headers({ "sec-fetch-site": "same-origin" });
      if (method !== "GET") headers.set("origin", origin);
      if (as) headers.set("authorization", `Bearer ${tokenOf(as)}`);
      const body = method === "GET" ? undefined : (raw ?? JSON.stringify(rest));
      if (body !== undefined) headers.set("content-type", "application/json");
      for (const [field, value] of Object.entries(own)) {
        if (value === null) headers.delete(field);
        else headers.set(field, value);
      }
      const request = new Request(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body, duplex: "half" }),
      });
      const handler = await handlerOf(path, method);
      const response = await handler(request, { params: Promise.resolve(params) });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Envelope<unknown> };
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}

const paramsOf = (path: string, input: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries([...path.matchAll(/\[(\w+)\]/g)].map(([, field = ""]) => [field, String(input[field])]));

async function handlerOf(path: string, method: string): Promise<Handler> {
  const file = join(import.meta.dirname, "../../app", path, "route.ts");
  const routes = (await import(/* @vite-ignore */ file)) as Record<string, Handler>;
  const handler = routes[method];
  if (!handler) throw new Error(`${file} does not answer ${method}.`);
  return handler;
}
