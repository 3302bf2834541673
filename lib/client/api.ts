import type { DoorAddresses } from "../contract/door-addresses.ts";
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from "../contract/doors.ts";
import type { Envelope } from "../contract/errors.ts";
import { ApiError, networkError, timeOutError } from "./api-error.ts";

/**
 * A session token, renewed as needed; null once the session is over. `atOnce` asks only for what is at hand: null as well
 * where whoever makes tokens is not there yet, and the cookie that the page itself was fetched with speaks for the request.
 */
export type GetToken = (options?: { skipCache?: boolean; atOnce?: boolean }) => Promise<string | null>;

/** How long a request may take, in ms. */
const TIME_OUT = 15_000;

export type Api = {
  /** Any read (PROTOCOL S5). Rejects with ApiError. */
  query: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<QueryOutput<N>>;
  /** Any command by its REST door. Rejects with ApiError. */
  command: <N extends CommandName>(name: N, input: CommandInput<N>) => Promise<CommandOutput<N>>;
  /** Sends bytes to a path, such as a picture. Rejects with ApiError. */
  upload: (path: string, bytes: Blob) => Promise<unknown>;
};

type ApiOptions = { origin: string; doors: DoorAddresses; getToken: GetToken };
type Fields = Record<string, unknown>;

/** The REST doors of the contract at `origin`. A session that looks expired is refreshed once (PROTOCOL S6). */
export function createApi({ origin, doors, getToken }: ApiOptions): Api {
  const ask = async (request: Request): Promise<unknown> => {
    const answer = await send(request, await getToken({ atOnce: true }));
    if (answer.ok) return answer.data;
    if (answer.error.code !== "UNAUTHENTICATED") throw new ApiError(answer.error);
    const again = await send(request, await getToken({ skipCache: true }));
    if (!again.ok) throw new ApiError(again.error);
    return again.data;
  };
  const call = (name: CommandName | QueryName, input: Fields) => ask(requestOf(origin, doors[name], input));
  // The contract's output schemas describe what this server builds from the same sources; they are not parsed twice.
  return {
    query: async <N extends QueryName>(name: N, input: QueryInput<N>) => (await call(name, input)) as QueryOutput<N>,
    command: async <N extends CommandName>(name: N, input: CommandInput<N>) =>
      (await call(name, input)) as CommandOutput<N>,
    upload: (path, body) => ask({ url: new URL(path, origin).href, method: "POST", body }),
  };
}

type Request = { url: string; method: string; body: string | Blob | undefined };

/** `[name]` in the path takes the field of that name; the rest is the query string of a GET, else the JSON body. */
export function requestOf(origin: string, address: string, input: Fields): Request {
  const [method = "", path = ""] = address.split(" ");
  const rest = { ...input };
  const filled = path.replace(/\[(\w+)\]/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(value as string);
  });
  const url = new URL(filled, origin);
  if (method !== "GET") return { url: url.href, method, body: JSON.stringify(rest) };
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === "string" || typeof value === "number") url.searchParams.set(name, String(value));
  }
  return { url: url.href, method, body: undefined };
}

async function send({ url, method, body }: Request, token: string | null): Promise<Envelope<unknown>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIME_OUT);
  try {
    const response = await fetch(url, {
      method,
      body,
      signal: abort.signal,
      cache: "no-store",
      headers: {
        ...(typeof body === "string" ? { "content-type": "application/json" } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
    });
    return await envelopeOf(response);
  } catch (thrown) {
    if (thrown instanceof ApiError) throw thrown;
    throw abort.signal.aborted ? timeOutError() : networkError();
  } finally {
    clearTimeout(timer);
  }
}

/** Whatever stands between answers for itself at times, with a page instead of an envelope. */
async function envelopeOf(response: Response): Promise<Envelope<unknown>> {
  const body = (await response.json().catch(() => null)) as Envelope<unknown> | null;
  if (body && typeof body === "object" && "ok" in body) return body;
  if (response.status === 401) return { ok: false, error: { code: "UNAUTHENTICATED", message: "Sign in again." } };
  if (response.status === 413) return { ok: false, error: { code: "TOO_LARGE", message: "That is too large." } };
  if (response.status === 429) return { ok: false, error: { code: "RATE_LIMITED", message: "Too many requests." } };
  throw new ApiError({ code: "UNAVAILABLE", message: `The server answered ${response.status}.` });
}
