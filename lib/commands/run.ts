import type { z } from "zod";
import type { Actor } from "../access/actor.ts";
import { BatchQueue, type BatchOutcome } from "../batch-queue.ts";
import { type CommandName, type CommandOutput, commandDoors } from "../contract/doors.ts";
import { isLockTimeout, translateDatabaseError, worthRepeating } from "../database-errors.ts";
import { FLUSHES, inPipeline, LOCK_TIMEOUT_MS, type Sql, txSql } from "../db.ts";
import { isAppError } from "../errors.ts";
import { invalidInput } from "../invalid-input.ts";
import { type PublishedEvent, processSlot } from "../process.ts";
import type { BatchCommand, BatchItem, BatchWrite, Command, CommandInputOf } from "./command.ts";
import { createContext, type Effects } from "./context.ts";
import { lockStreams } from "./locks.ts";
import { recordNumbered, viewNumbered } from "./record.ts";

type AnyCommand<N extends CommandName> = Command<N> | BatchCommand<N>;

const ATTEMPTS = 4;

/**
 * The one way to write. Parses `raw`, opens the transaction, locks the streams, runs the command, numbers and records,
 * reads the views under the lock, commits, publishes, answers (PROTOCOL L3, S4). Throws AppError.
 */
export async function runCommand<N extends CommandName>(
  command: AnyCommand<N>,
  { actor, raw, requestId }: { actor: Actor; raw: unknown; requestId?: string },
): Promise<CommandOutput<N>> {
  const parsed = commandDoors[command.name].input.safeParse(raw);
  if (!parsed.success) throw invalidInput(parsed.error as z.ZodError);
  const input = parsed.data as CommandInputOf<N>;
  if ("runBatch" in command) return queueOf(command).push({ actor, input });
  return runAlone(command, { actor, input, requestId });
}

async function runAlone<N extends CommandName>(
  command: Command<N>,
  request: { actor: Actor; input: CommandInputOf<N>; requestId: string | undefined },
): Promise<CommandOutput<N>> {
  const { publisher } = processSlot();
  const { data, events, effects } = await repeatOnConflict(() => transact(command, request));
  afterCommit(() => {
    publisher.publish(events);
    for (const userId of effects.people) publisher.personChanged(userId);
    if (effects.emoji) publisher.emojiChanged();
    if (effects.groups) publisher.groupsChanged();
    for (const [threadId, receipts] of effects.receipts) publisher.receiptsChanged(threadId, receipts);
  });
  if (effects.sessions.size > 0) await publisher.sessionsEnded([...effects.sessions]);
  if (effects.rooms.size > 0) await publisher.roomsChanged([...effects.rooms]);
  return data;
}

/** What is committed is done: whatever goes wrong in telling of it, heads and sync make good (PROTOCOL G2). */
function afterCommit(tell: () => void): void {
  try {
    tell();
  } catch (err) {
    processSlot().log.error({ err }, "a committed change could not be published");
  }
}

async function transact<N extends CommandName>(
  command: Command<N>,
  { actor, input, requestId }: { actor: Actor; input: CommandInputOf<N>; requestId: string | undefined },
): Promise<{ data: CommandOutput<N>; events: PublishedEvent[]; effects: Effects }> {
  return processSlot().prisma.$transaction(
    async (tx) => {
      const sql = txSql(tx);
      const heads = await lockStreams(sql, await command.locks(sql, actor, input));
      const { context, numbered, effects } = createContext({ tx, sql, actor, heads, requestId });
      const answer = await command.run(context, input);
      await recordNumbered(sql, numbered, actor.userId);
      const events = await viewNumbered(sql, numbered);
      return { data: await answer(sql), events, effects };
    },
    { maxWait: 5_000, timeout: 20_000 },
  );
}

/** Deadlocks, lock time-outs and lost races for a unique key are worth another try; what stays becomes an AppError. */
async function repeatOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= ATTEMPTS || !worthRepeating(error)) throw translateDatabaseError(error);
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** tries * Math.random()));
    }
  }
}

function queueOf<N extends CommandName>(command: BatchCommand<N>): BatchQueue<BatchItem<N>, CommandOutput<N>> {
  const { queues } = processSlot();
  const known = queues.get(command.name);
  if (known) return known as BatchQueue<BatchItem<N>, CommandOutput<N>>;
  const queue = new BatchQueue<BatchItem<N>, CommandOutput<N>>({
    max: command.max,
    lanes: FLUSHES,
    keyOf: ({ input }) => command.threadOf(input),
    flush: (items, patient) => repeatOnConflict(() => flush(command, items, patient)),
    failsAll: (error) => isAppError(error) && error.code === "UNAVAILABLE",
  });
  queues.set(command.name, queue);
  return queue;
}

/**
 * One transaction for all items whose threads nobody else holds (`SKIP LOCKED`); the others come again with the next
 * flush and stop nobody. Facts are read by a statement of their own after the lock, so that they are not older than it;
 * both are sent together, for they need nothing of each other's answers. A patient one waits a moment for its thread.
 */
async function flush<N extends CommandName>(
  command: BatchCommand<N>,
  items: BatchItem<N>[],
  patient: boolean,
): Promise<BatchOutcome<CommandOutput<N>>[]> {
  const { pool, publisher } = processSlot();
  const ids = [...new Set(items.map(({ input }) => command.threadOf(input)))].sort();
  const flushed = await inPipeline(pool, async ({ sql, commit }) => {
    const [threads, read] = await Promise.all([
      patient ? lockPatiently(sql, ids) : sql.rows<ThreadHead>(LOCK_THREADS, [ids]),
      command.readFacts(sql, items),
    ]);
    const heads = new Map(threads.map(({ id, head }) => [id, head]));
    // A thread that is there and was not locked is held by somebody; one that is not there is not worth waiting for.
    const isHeld = (index: number) => {
      const threadId = read[index]?.threadId ?? null;
      return threadId !== null && !heads.has(threadId);
    };
    const ready = items.filter((_, index) => !isHeld(index));
    const facts = read.filter((_, index) => !isHeld(index));
    return { ready, writes: await command.runBatch({ sql, commit, heads, now: new Date(), facts }, ready) };
  }).catch((error: unknown) => {
    if (patient && isLockTimeout(error)) return null;
    throw error;
  });
  if (!flushed) return items.map(() => "later");
  const { ready, writes } = flushed;
  // Acknowledge first: the answers' continuations run before the packets are encoded (PERFORMANCE 2).
  queueMicrotask(() => afterCommit(() => publisher.publish(eventsOf(writes))));
  return outcomesOf(items, ready, writes);
}

/** By place in their streams: a reply's root changed after all messages of the flush were placed. */
const eventsOf = <N extends CommandName>(writes: readonly BatchWrite<N>[]): PublishedEvent[] =>
  writes.flatMap((write) => ("events" in write ? write.events : [])).sort((a, b) => a.seq - b.seq);

type ThreadHead = { id: string; head: number };

const LOCK_WAITING = `SELECT t.id, t.head FROM "Thread" t WHERE t.id = ANY ($1::uuid[]) FOR NO KEY UPDATE`;
const LOCK_THREADS = `${LOCK_WAITING} SKIP LOCKED`;

/** Whoever holds a thread is done with it in a few milliseconds; whoever writes elsewhere must not wait for longer. */
const PATIENCE_MS = 10;
const SET_TIMEOUT = `SELECT set_config('lock_timeout', $1, true)`;

/** Locks what somebody else held a moment ago, as soon as it is free. Rejects with a lock time-out after 10 ms. */
async function lockPatiently(sql: Sql, ids: readonly string[]): Promise<ThreadHead[]> {
  const [, threads] = await Promise.all([
    sql.rows(SET_TIMEOUT, [String(PATIENCE_MS)]),
    sql.rows<ThreadHead>(LOCK_WAITING, [ids]),
    sql.rows(SET_TIMEOUT, [String(LOCK_TIMEOUT_MS)]),
  ]);
  return threads;
}

function outcomesOf<N extends CommandName>(
  items: readonly BatchItem<N>[],
  ready: readonly BatchItem<N>[],
  writes: readonly BatchWrite<N>[],
): BatchOutcome<CommandOutput<N>>[] {
  const byItem = new Map(ready.map((item, index) => [item, writes[index]]));
  return items.map((item) => {
    const write = byItem.get(item);
    if (!write) return "later";
    return "error" in write ? { error: write.error } : { done: write.data };
  });
}
