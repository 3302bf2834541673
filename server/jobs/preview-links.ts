import type pg from "pg";
import {
  finishPreviews,
  type LinkFindings,
  type PreviewResult,
  type PreviewTask,
} from "../../lib/commands/finish-previews.ts";
import { lookUpLink } from "../../lib/links/look-up-link.ts";
import type { Network } from "../../lib/links/network.ts";
import type { Logger } from "../../lib/log.ts";
import type { PublishedEvent } from "../../lib/process.ts";
import { ObjectMissing, type ObjectStore, readObject, thumbnailKey } from "../../lib/storage.ts";
import { previewsOnSql } from "../../lib/views/link-preview-view.ts";

/** How often the queue is looked at without being told to: for what another process left, and what is due again. */
const EVERY_MS = 5_000;
/** Messages of one process at a time; it is mostly waiting for others. */
const AT_ONCE = 4;
/** A host that is away is asked once more. */
const TRIES_MAX = 2;

export type Previewing = {
  /** A message with a link was sent. */
  wake(): void;
  /** Resolves when nothing is due any more. For tests. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

type Row = PreviewTask & { id: string; url: string; tries: number; hadPicture: boolean; wanted: boolean };

/**
 * Looks up what links lead to, after their messages were delivered. The queue is the table, as with scans: a row that is
 * due is a job, written with its message, taken with SKIP LOCKED and held by moving its time on. `ownOrigin` is never
 * asked: what this server says to strangers is no news.
 */
export function startPreviewing({
  pool,
  store,
  log,
  network,
  ownOrigin,
  everyMs = EVERY_MS,
}: {
  pool: pg.Pool;
  store: ObjectStore;
  log: Logger;
  network: Network;
  ownOrigin: string;
  everyMs?: number;
}): Previewing {
  const workers = new Set<Promise<void>>();
  let stopped = false;

  /** Null: nobody could say, ask again. */
  const lookUp = async ({ id, url, tries, wanted, hadPicture }: Row): Promise<PreviewResult | null> => {
    if (!wanted || new URL(url).origin === ownOrigin) return { id, found: null };
    try {
      const found = (await findKnown(id, url)) ?? (await findOut(id, url));
      if (hadPicture && !found?.picture) await store.delete(thumbnailKey(id));
      return { id, found };
    } catch (err) {
      // Addresses may be as private as the messages they stand in.
      log.debug({ err, previewId: id }, "a link could not be looked up");
      return tries >= TRIES_MAX ? { id, found: null } : null;
    }
  };

  const findOut = async (id: string, url: string): Promise<LinkFindings | null> => {
    const summary = await lookUpLink(url, { network });
    if (!summary?.picture) return summary && { ...summary, picture: null };
    const { webp, ...picture } = summary.picture;
    await store.put(thumbnailKey(id), webp, { type: "image/webp" });
    return { ...summary, picture };
  };

  /** What somebody else's message learned within the hour: a link that goes round is not asked for by each. */
  const findKnown = async (id: string, url: string): Promise<LinkFindings | null> => {
    const { rows } = await pool.query<Known>(KNOWN, [url]);
    const [known] = rows;
    if (!known) return null;
    const { knownId, width, height, thumbhash, ...words } = known;
    if (width === null || height === null || thumbhash === null) return { ...words, picture: null };
    try {
      await store.put(thumbnailKey(id), await readObject(store, thumbnailKey(knownId)), { type: "image/webp" });
    } catch (error) {
      if (error instanceof ObjectMissing) return null;
      throw error;
    }
    return { ...words, picture: { width, height, thumbhash } };
  };

  const previewOne = async (): Promise<boolean> => {
    const { rows } = await pool.query<Row>(TAKE);
    const [task] = rows;
    if (!task) return false;
    const results = await Promise.all(rows.map(lookUp));
    const done = results.filter((result) => result !== null);
    if (done.length > 0) await finishPreviews(task, done);
    const later = rows.filter((_, at) => results[at] === null).map(({ id }) => id);
    if (later.length > 0) await pool.query(POSTPONE, [later]);
    return true;
  };

  const work = async (): Promise<void> => {
    while (!stopped && (await previewOne()));
  };
  const wake = () => {
    if (stopped || workers.size >= AT_ONCE) return;
    const worker = work().catch((err: unknown) => log.warn({ err }, "the queue of links could not be read"));
    workers.add(worker);
    void worker.finally(() => workers.delete(worker));
  };
  const timer = setInterval(wake, everyMs).unref();

  return {
    wake,
    async idle() {
      do {
        wake();
        await Promise.all(workers);
      } while ((await pool.query(DUE)).rowCount);
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await Promise.all(workers);
    },
  };
}

/** Whether these changes have brought links that nobody has looked up. */
export const wakesPreviews = (events: readonly PublishedEvent[]): boolean =>
  events.some(
    ({ change }) => change?.kind === "message" && change.message.previews.some(({ state }) => state === "PENDING"),
  );

/** All that is due of one message, held for two minutes: longer than looking up takes. */
const TAKE = `
  WITH due AS (
    SELECT "messageId" FROM "LinkPreview" WHERE "fetchAfter" <= now()
    ORDER BY "fetchAfter" LIMIT 1 FOR UPDATE SKIP LOCKED
  ), taken AS (
    UPDATE "LinkPreview" l SET "fetchAfter" = now() + interval '2 minutes', tries = l.tries + 1
    FROM due WHERE l."messageId" = due."messageId" AND l."fetchAfter" <= now()
    RETURNING l.id, l.url, l.tries, l.width IS NOT NULL AS "hadPicture", l."messageId")
  SELECT k.*, m."threadId", m."authorId", (m."deletedAt" IS NULL AND ${previewsOnSql}) AS wanted
  FROM taken k JOIN "Message" m ON m.id = k."messageId" JOIN "Thread" t ON t.id = m."threadId"`;
const POSTPONE = `
  UPDATE "LinkPreview" SET "fetchAfter" = now() + interval '20 seconds' WHERE id = ANY ($1::uuid[]) AND state = 'PENDING'`;
const DUE = `SELECT 1 FROM "LinkPreview" WHERE "fetchAfter" <= now() LIMIT 1`;

type Known = Omit<LinkFindings, "picture"> & {
  knownId: string;
  width: number | null;
  height: number | null;
  thumbhash: string | null;
};
const KNOWN = `
  SELECT id AS "knownId", title, description, "siteName", width, height, thumbhash FROM "LinkPreview"
  WHERE url = $1 AND state = 'READY' AND "fetchedAt" > now() - interval '1 hour' LIMIT 1`;
