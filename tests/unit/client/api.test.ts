import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApi, requestOf } from "../../../lib/client/api.ts";
import { newId } from "../../../lib/client/new-id.ts";
import { doorAddresses as doors } from "../../../lib/contract/door-addresses.ts";
import { id } from "../../../lib/contract/ids.ts";

const origin = "http://localhost:3140";
const threadId = "0195a000-0000-7000-8000-000000000001";
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const refusal = (code: string, more = {}) => ({ ok: false, error: { code, message: code, ...more } });

let answers: (() => Response | Promise<Response>)[];
let asked: [string, RequestInit][];
let tokens: unknown[];
const api = createApi({
  origin,
  doors,
  getToken: async (options) => {
    tokens.push(options);
    return `token ${tokens.length}`;
  },
});

beforeEach(() => {
  [answers, asked, tokens] = [[], [], []];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push([url, init]);
    return answers.shift()!();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("REST doors", () => {
  it("S5: path parameters come from the input, the rest is the query string or the JSON body", () => {
    expect(requestOf(origin, doors.messages, { threadId, before: 9, limit: 50, at: undefined })).toEqual({
      url: `${origin}/api/threads/${threadId}/messages?before=9&limit=50`,
      method: "GET",
      body: undefined,
    });
    expect(requestOf(origin, doors["message:send"], { threadId, body: "hi" })).toEqual({
      url: `${origin}/api/threads/${threadId}/messages`,
      method: "POST",
      body: '{"body":"hi"}',
    });
    expect(requestOf(origin, doors["thread:leave"], { threadId })).toMatchObject({
      method: "DELETE",
      body: "{}",
    });
  });

  it("S5: gives the envelope's data, or rejects with its error", async () => {
    answers = [
      () => json({ ok: true, data: { people: [], nextAfter: null } }),
      () => json(refusal("RATE_LIMITED", { retryAfterMs: 700, details: { left: 0 } }), 429),
    ];
    await expect(api.query("people", { q: "a b" })).resolves.toEqual({ people: [], nextAfter: null });
    expect(asked[0]![0]).toBe(`${origin}/api/people?q=a+b`);
    expect(new Headers(asked[0]![1].headers).get("authorization")).toBe("Bearer token 1");
    await expect(api.query("people", {})).rejects.toMatchObject({
      code: "RATE_LIMITED",
      retryAfterMs: 700,
      details: { left: 0 },
    });
  });

  it("S6: 401 refreshes the session once", async () => {
    answers = [() => json(refusal("UNAUTHENTICATED"), 401), () => json({ ok: true, data: {} })];
    await api.query("home", {});
    expect(tokens).toEqual([{ atOnce: true }, { skipCache: true }]);
    answers = [() => json(refusal("UNAUTHENTICATED"), 401), () => json(refusal("UNAUTHENTICATED"), 401)];
    await expect(api.query("home", {})).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(asked).toHaveLength(4);
  });

  it("S6: what is no envelope, and no answer at all, are errors of their own", async () => {
    answers = [
      () => new Response("<h1>Bad Gateway</h1>", { status: 502 }),
      () => new Response("too many", { status: 429 }),
      () => Promise.reject(new TypeError("fetch failed")),
    ];
    await expect(api.query("home", {})).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(api.query("home", {})).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(api.query("home", {})).rejects.toMatchObject({ code: "NETWORK" });
  });

  it("S6: a request that takes too long ends as a time-out", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", (_url: string, { signal }: RequestInit) => {
      return new Promise((_, reject) => signal!.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    const answer = expect(api.query("home", {})).rejects.toMatchObject({ code: "TIME_OUT" });
    await vi.advanceTimersByTimeAsync(15_000);
    await answer;
  });
});

describe("ids", () => {
  it("S1: are UUIDv7 that sort in the order they were made, within a millisecond and when the clock is set back", () => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    const ids = Array.from({ length: 6_000 }, newId);
    vi.setSystemTime(1_700_000_000_000);
    ids.push(newId(), newId());
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(id.safeParse(ids[0]).success).toBe(true);
    expect(ids[0]![14]).toBe("7");
    expect(Number.parseInt(ids[0]!.replaceAll("-", "").slice(0, 12), 16)).toBe(1_800_000_000_000);
  });
});
