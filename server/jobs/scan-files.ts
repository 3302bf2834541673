import type pg from "pg";
import { finishScan, type ScanTask } from "../../lib/commands/finish-scan.ts";
import { judgeFile } from "../../lib/files/judge-file.ts";
import type { Logger } from "../../lib/log.ts";
import type { Scanner } from "../../lib/scanner.ts";
import type { ObjectStore } from "../../lib/storage.ts";

/** How often the queue is looked at without being told to: for what another process left, and what is due again. */
const EVERY_MS = 5_000;
/** How often the scanner is asked for its signatures, in ms. */
const SIGNATURES_EVERY_MS = 10 * 60_000;
/** Scans of one process at a time; pictures and archives want memory. */
const AT_ONCE = 2;
/** Files that are marked for scanning anew in one go. */
const RESCAN_BATCH = 500;
/** After so many tries in vain (some two hours) a file that waits is given up. */
const TRIES_MAX = 30;

export type Scanning = {
  /** Something is there to be scanned. */
  wake(): void;
  /** Resolves when nothing is due any more. For tests and for stopping. */
  idle(): Promise<void>;
  /** Marks what older signatures found clean; gives how many files. */
  checkSignatures(): Promise<number>;
  stop(): Promise<void>;
};

type Task = ScanTask & { size: number; type: string; state: "PENDING" | "CLEAN"; scanTries: number };

/**
 * Scans what waits. The queue is the table itself: a row that is due is a job, taken with SKIP LOCKED and held by moving
 * its time on, so that it can be neither lost nor doubled, and a process that dies with it leaves it to another. While
 * the scanner is away everything waits (fail closed); only what was found clean before stays readable.
 */
export function startScanning({
  pool,
  store,
  scanner,
  log,
  everyMs = EVERY_MS,
}: {
  pool: pg.Pool;
  store: ObjectStore;
  scanner: Scanner;
  log: Logger;
  everyMs?: number;
}): Scanning {
  const workers = new Set<Promise<void>>();
  let stopped = false;
  let awaySince: number | null = null;

  const scanOne = async (): Promise<boolean> => {
    const { rows } = await pool.query<Task>(TAKE);
    const task = rows[0];
    if (!task) return false;
    try {
      const result = await judgeFile(task, { store, scanner });
      await finishScan(task, result);
      if (result.is !== "clean")
        log.warn(
          { attachmentId: task.id, ...result },
          result.is === "infected" ? "an infected file" : "a refused file",
        );
      if (awaySince !== null) log.info("the scanner is back");
      awaySince = null;
    } catch (err) {
      if (awaySince === null) log.warn({ err, attachmentId: task.id }, "a file could not be scanned; it waits");
      awaySince ??= Date.now();
      await postpone(task);
    }
    return true;
  };

  const postpone = async (task: Task): Promise<void> => {
    if (task.state === "PENDING" && task.scanTries >= TRIES_MAX)
      return finishScan(task, { is: "failed", problem: "scanner", scannedWith: "none" });
    await pool.query(POSTPONE, [task.id, Math.min(300, 2 ** Math.min(task.scanTries, 9))]);
  };

  const work = async (): Promise<void> => {
    while (!stopped && (await scanOne()));
  };
  const wake = () => {
    if (stopped || workers.size >= AT_ONCE) return;
    const worker = work().catch((err: unknown) => log.warn({ err }, "the queue of scans could not be read"));
    workers.add(worker);
    void worker.finally(() => workers.delete(worker));
  };

  const checkSignatures = async (): Promise<number> => {
    const marked = await pool.query(MARK_OUTDATED, [await scanner.version(), RESCAN_BATCH]);
    if (marked.rowCount) wake();
    return marked.rowCount ?? 0;
  };
  let signaturesAt = 0;
  const timer = setInterval(() => {
    wake();
    if (Date.now() - signaturesAt < SIGNATURES_EVERY_MS) return;
    signaturesAt = Date.now();
    // A full batch means that there is more.
    checkSignatures().then(
      (marked) => void (marked === RESCAN_BATCH && (signaturesAt = 0)),
      (err: unknown) => log.debug({ err }, "the scanner's signatures could not be asked for"),
    );
  }, everyMs).unref();

  return {
    wake,
    checkSignatures,
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

/** Held for ten minutes: longer than any scan takes. New files first. */
const TAKE = `
  UPDATE "Attachment" SET "scanAfter" = now() + interval '10 minutes', "scanTries" = "scanTries" + 1
  WHERE id = (SELECT id FROM "Attachment" WHERE "scanAfter" <= now()
              ORDER BY (state = 'PENDING') DESC, "scanAfter" LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, "threadId", "ownerId", size, type, state::text AS state, "scanTries"`;
const POSTPONE = `UPDATE "Attachment" SET "scanAfter" = now() + make_interval(secs => $2) WHERE id = $1`;
const DUE = `SELECT 1 FROM "Attachment" WHERE "scanAfter" <= now() LIMIT 1`;
/** Newest first: those are the ones that new signatures are about. */
const MARK_OUTDATED = `
  UPDATE "Attachment" SET "scanAfter" = now(), "scanTries" = 0 WHERE id IN (
    SELECT id FROM "Attachment" WHERE state = 'CLEAN' AND "erasedAt" IS NULL AND "scanAfter" IS NULL
      AND "scannedWith" <> $1 ORDER BY id DESC LIMIT $2)`;
