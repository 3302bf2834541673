import type { Actor } from "../../lib/access/actor.ts";
import { factsColumns, factsFrom, type FactsRow } from "../../lib/access/facts-row.ts";
import { judge } from "../../lib/access/judge.ts";
import { typingInput } from "../../lib/contract/events.ts";
import type { Sql } from "../../lib/db.ts";
import { AppError, isAppError } from "../../lib/errors.ts";
import type { FanOut } from "./fan-out.ts";
import type { LiveSocket } from "./live.ts";

/** PROTOCOL E1: no typing in threads above this. */
export const SMALL_THREAD_MAX = 100;
const AT_MOST_EVERY_MS = 3_000;
const FACTS_LAST_MS = 15_000;

type Fact = { allowed: boolean; until: number; sentAt: number };

/**
 * PROTOCOL E1: tells the thread that somebody types: every 3 s at most, to sockets that read, in threads of 100 or fewer,
 * and only from people who show it. What is over the rate or not allowed is dropped without an error.
 */
export class Typing {
  readonly #sql: Sql;
  readonly #fanOut: FanOut;
  readonly #every: number;
  readonly #facts = new WeakMap<LiveSocket, Map<string, Fact>>();

  constructor({ sql, fanOut, timeScale }: { sql: Sql; fanOut: FanOut; timeScale: number }) {
    this.#sql = sql;
    this.#fanOut = fanOut;
    this.#every = AT_MOST_EVERY_MS / timeScale;
  }

  async hear(socket: LiveSocket, raw: unknown): Promise<void> {
    const input = typingInput.safeParse(raw);
    if (!input.success) throw new AppError("INVALID", "Which thread?");
    const { threadId } = input.data;
    if (!socket.data.threads.has(threadId))
      throw new AppError("NOT_FOUND", "There is nothing here, or you may not see it.");
    const fact = await this.#factOf(socket, threadId);
    const now = Date.now();
    if (!fact.allowed || now - fact.sentAt < this.#every) return;
    fact.sentAt = now;
    // Asked again: the query above took its time, and the person may have been removed meanwhile.
    if (socket.data.threads.has(threadId))
      this.#fanOut.send({ type: "typing", threadId, userId: socket.data.actor.userId });
  }

  async #factOf(socket: LiveSocket, threadId: string): Promise<Fact> {
    const own = this.#facts.get(socket) ?? new Map<string, Fact>();
    this.#facts.set(socket, own);
    const known = own.get(threadId);
    if (known && known.until > Date.now()) return known;
    const allowed = await mayType(this.#sql, socket.data.actor, threadId);
    // Two frames may have asked side by side: the first answer counts for both, and so does when it was sent.
    const meanwhile = own.get(threadId);
    if (meanwhile && meanwhile.until > Date.now()) return meanwhile;
    // A client that types everywhere at once keeps no more than this.
    if (own.size >= SMALL_THREAD_MAX) own.clear();
    const fact = { allowed, until: Date.now() + FACTS_LAST_MS, sentAt: meanwhile?.sentAt ?? 0 };
    own.set(threadId, fact);
    return fact;
  }
}

type TypingRow = FactsRow & { showTyping: boolean | null };

const FACTS = `SELECT ${factsColumns},
  (SELECT f."showTyping" FROM "UserPreference" f WHERE f."userId" = u.id) AS "showTyping" ${factsFrom}`;

/** Whether this person's typing is told to the thread: where they may send, and show that they do. */
async function mayType(sql: Sql, actor: Actor, threadId: string): Promise<boolean> {
  const [row] = await sql.rows<TypingRow>(FACTS, [actor.userId, threadId]);
  try {
    const { memberCount } = judge(row, { actor, action: "typing.send", now: new Date() });
    return memberCount <= SMALL_THREAD_MAX && row?.showTyping !== false;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
