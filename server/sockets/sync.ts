import type { SyncAnswer } from "../../lib/contract/sync.ts";
import { AppError } from "../../lib/errors.ts";
import type { Limits } from "../../lib/limits.ts";
import { listChanges } from "../../lib/queries/list-changes.ts";
import { queryObject } from "../../lib/queries/query.ts";
import type { Handler } from "./doors.ts";

/** A quarter of what a socket may have queued (PROTOCOL F4), in characters of JSON. */
const ANSWER_MAX = 256 * 1024;

/**
 * Catching up over the open socket (PROTOCOL Y1): the same query under the same limit as `POST /api/sync`. Threads that
 * do not fit into one packet are left out in the order they were asked in, and asked for again.
 * @throws AppError TOO_LARGE where not even the first fits: that is for HTTP.
 */
export function syncHandler(limits: Limits): Handler {
  return async ({ data: { actor } }, raw) => {
    const limited = limits.enforce("sync", actor.userId);
    if (limited instanceof Promise) await limited;
    return fitting(await queryObject(listChanges, { actor, raw }));
  };
}

function fitting({ user, threads }: SyncAnswer): SyncAnswer {
  let left = ANSWER_MAX - sizeOf(user);
  const fit: SyncAnswer["threads"] = {};
  for (const [threadId, sync] of Object.entries(threads)) {
    left -= sizeOf(sync);
    if (left < 0) break;
    fit[threadId] = sync;
  }
  if (left < 0 && Object.keys(fit).length === 0) throw new AppError("TOO_LARGE", "Ask for this much over HTTP.");
  return { user, threads: fit };
}

// The changes of a thread are one object for everybody who lags as far.
const sizes = new WeakMap<object, number>();

function sizeOf(part: object): number {
  const known = sizes.get(part);
  if (known !== undefined) return known;
  const size = JSON.stringify(part).length;
  sizes.set(part, size);
  return size;
}
