import { setTimeout as wait } from "node:timers/promises";
import type { StreamName } from "../contract/ids.ts";
import { translateDatabaseError, worthRepeating } from "../database-errors.ts";
import { type Sql, txSql } from "../db.ts";
import { type PublishedEvent, processSlot } from "../process.ts";
import type { CommandContext, Lock } from "./command.ts";
import { createContext, type Effects } from "./context.ts";
import { lockStreams } from "./locks.ts";
import { recordNumbered, viewNumbered } from "./record.ts";

const ATTEMPTS = 5;

/** What a system write has at hand: all that a command has. */
export type SystemContext = CommandContext & {
  /** Whether the plan has locked this stream: only then may it change. */
  isLocked(stream: StreamName): boolean;
};

/** Whom a system write is about, and what it locks. Read inside the transaction, before the locks are held. */
export type SystemPlan = { userId: string; locks: Lock[] };

/**
 * The runner of what nobody asks for through a door: webhooks and first visits. As `runCommand`: plan, lock, write,
 * number and record, read views, commit, publish (PROTOCOL L3). `plan` names the person it is about, who counts as actor.
 * Repeats on conflicts; `work` may throw `planOutdated()` when what it finds under the locks needs others.
 */
export async function runSystem<Output>(
  plan: (sql: Sql) => Promise<SystemPlan>,
  work: (context: SystemContext) => Promise<Output>,
  requestId?: string,
): Promise<Output> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { output, events, effects } = await transact(plan, work, requestId);
      await publish(events, effects);
      return output;
    } catch (error) {
      if (attempt >= ATTEMPTS || !worthRepeating(error)) throw translateDatabaseError(error);
      await wait(10 * 2 ** attempt);
    }
  }
}

/** A conflict between the plan and what is there by now: worth another try. Carries Postgres's code for such. */
export function planOutdated(): Error {
  return Object.assign(new Error("The rows changed between planning and locking."), { code: "40001" });
}

async function transact<Output>(
  plan: (sql: Sql) => Promise<SystemPlan>,
  work: (context: SystemContext) => Promise<Output>,
  requestId: string | undefined,
): Promise<{ output: Output; events: PublishedEvent[]; effects: Effects }> {
  return processSlot().prisma.$transaction(
    async (tx) => {
      const sql = txSql(tx);
      const { userId, locks } = await plan(sql);
      // A lock on a row needs the row; an empty installation has none yet.
      if (locks.includes("workspace")) await sql.rows(ENSURE_WORKSPACE, []);
      const heads = await lockStreams(sql, locks);
      const actor = { userId, sessionId: "system" };
      const { context, numbered, effects } = createContext({ tx, sql, actor, heads, requestId });
      const output = await work({ ...context, isLocked: (stream) => heads.has(stream) });
      await recordNumbered(sql, numbered, userId);
      return { output, events: await viewNumbered(sql, numbered), effects };
    },
    { maxWait: 5_000, timeout: 20_000 },
  );
}

const ENSURE_WORKSPACE = `INSERT INTO "Workspace" (id, name) VALUES (1, 'Confab') ON CONFLICT (id) DO NOTHING`;

async function publish(events: PublishedEvent[], effects: Effects): Promise<void> {
  const { publisher } = processSlot();
  publisher.publish(events);
  for (const userId of effects.people) publisher.personChanged(userId);
  if (effects.emoji) publisher.emojiChanged();
  if (effects.groups) publisher.groupsChanged();
  if (effects.sessions.size > 0) await publisher.sessionsEnded([...effects.sessions]);
  if (effects.rooms.size > 0) await publisher.roomsChanged([...effects.rooms]);
}
