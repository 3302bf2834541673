import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import type { Logger } from "../../lib/log.ts";

const CHANNEL = "confab_access";
/** A node's listening connection carries this name: who listens is exactly who is alive (`pg_stat_activity`). */
const LISTENER = "confab-listen:";
/** PROTOCOL F3: an answer waits this long for the other nodes. */
const CONFIRM_WITHIN_MS = 2_000;
/** A notification holds 8,000 bytes. */
const IDS_A_NOTICE = 100;
const PROBE_MS = 5_000;
const OPEN_TRIES = 5;

const notice = z.union([
  z.object({ ask: z.string(), from: z.string(), users: z.array(z.string()), sessions: z.array(z.string()) }),
  z.object({ confirm: z.string(), node: z.string() }),
]);

/** Whose rooms, or which sessions, must be looked at again. */
export type AccessNews = { users: string[]; sessions: string[] };

/**
 * How nodes tell each other of lost access (PROTOCOL F3): Postgres NOTIFY, so that a command-line tool can tell too and
 * Redis may be away. `apply` acts on this node and resolves when it has.
 */
export class AccessChannel {
  readonly #databaseUrl: string;
  readonly #nodeId: string;
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #apply: (news: AccessNews) => Promise<void>;
  readonly #onLost: () => void;
  readonly #waiting = new Map<string, { missing: Set<string>; done(): void }>();
  #client: pg.Client | null = null;
  #closed = false;
  #loop: Promise<void> | null = null;

  constructor(options: {
    databaseUrl: string;
    nodeId: string;
    pool: pg.Pool;
    log: Logger;
    apply(news: AccessNews): Promise<void>;
    /** The node no longer hears of lost access: it must serve no socket until `listening` again. */
    onLost(): void;
  }) {
    this.#databaseUrl = options.databaseUrl;
    this.#nodeId = options.nodeId;
    this.#pool = options.pool;
    this.#log = options.log;
    this.#apply = (news) => options.apply(news);
    this.#onLost = () => options.onLost();
  }

  get listening(): boolean {
    return this.#client !== null;
  }

  /**
   * Listens, and keeps trying for ever when the connection is lost. Resolves with the first success; a machine that is
   * busy starting gets a few tries, then what went wrong is thrown.
   */
  async open(): Promise<void> {
    for (let tries = 1; this.#loop === null; tries++) {
      try {
        this.#loop = this.#keepListening(await this.#connect());
      } catch (error) {
        if (tries === OPEN_TRIES) throw error;
        await wait(200 * tries);
      }
    }
  }

  /** Applies the news here and everywhere else: resolves when every live node has confirmed, or after two seconds. */
  async tell(news: AccessNews): Promise<void> {
    const [, others] = await Promise.all([this.#apply(news), this.#otherNodes()]);
    if (others.length === 0) return;
    await Promise.all(inNotices(news).map((part) => this.#ask(part, others)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => undefined);
    await this.#loop;
  }

  async #ask({ users, sessions }: AccessNews, others: readonly string[]): Promise<void> {
    const ask = randomUUID();
    const confirmed = new Promise<void>((resolve) => {
      this.#waiting.set(ask, { missing: new Set(others), done: resolve });
    });
    await this.#notify({ ask, from: this.#nodeId, users, sessions });
    const stop = new AbortController();
    const tooLate = wait(CONFIRM_WITHIN_MS, "late", { signal: stop.signal }).catch(() => undefined);
    if ((await Promise.race([confirmed, tooLate])) === "late") {
      const missing = [...(this.#waiting.get(ask)?.missing ?? [])];
      this.#log.warn({ nodes: missing }, "sockets: not every node confirmed a change of access in time");
    }
    stop.abort();
    this.#waiting.delete(ask);
  }

  async #notify(payload: z.infer<typeof notice>): Promise<void> {
    await this.#pool.query("SELECT pg_notify($1, $2)", [CHANNEL, JSON.stringify(payload)]);
  }

  async #otherNodes(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ name: string }>(
      `SELECT DISTINCT application_name AS name FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE $1`,
      [`${LISTENER}%`],
    );
    return rows.map(({ name }) => name.slice(LISTENER.length)).filter((node) => node !== this.#nodeId);
  }

  /** Gives a promise that settles when the connection is lost. */
  async #connect(): Promise<{ lost: Promise<void> }> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: `${LISTENER}${this.#nodeId}`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const lost = new Promise<void>((resolve) => {
      client.on("error", () => resolve());
      client.on("end", () => resolve());
    });
    client.on("notification", ({ payload }) => this.#hear(payload ?? ""));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    return { lost };
  }

  async #keepListening(first: { lost: Promise<void> }): Promise<void> {
    let { lost } = first;
    for (let tries = 0; !this.#closed; tries++) {
      await this.#untilLost(lost);
      const client = this.#client;
      this.#client = null;
      await client?.end().catch(() => undefined);
      if (this.#closed) return;
      if (tries === 0)
        this.#log.error("sockets: lost the database's notifications; sockets are closed until they are back");
      this.#onLost();
      try {
        ({ lost } = await this.#connect());
        this.#log.info("sockets: the database's notifications are back");
        tries = -1;
      } catch {
        lost = Promise.resolve();
        await wait(Math.min(5_000, 100 * 2 ** tries), undefined, { ref: false });
      }
    }
  }

  /** A half-open connection says nothing for ever: it is asked every few seconds. */
  async #untilLost(lost: Promise<void>): Promise<void> {
    let over = false;
    void lost.then(() => {
      over = true;
    });
    const stop = new AbortController();
    while (!over && !this.#closed) {
      await Promise.race([lost, wait(PROBE_MS, undefined, { ref: false, signal: stop.signal }).catch(() => undefined)]);
      if (over || this.#closed) break;
      const answered = this.#client?.query("SELECT 1").then(
        () => true,
        () => false,
      );
      const inTime = await Promise.race([answered, wait(PROBE_MS, false, { ref: false })]);
      if (inTime !== true) break;
    }
    stop.abort();
  }

  #hear(payload: string): void {
    const parsed = notice.safeParse(parseJson(payload));
    if (!parsed.success) return;
    if ("confirm" in parsed.data) {
      const { confirm, node } = parsed.data;
      const waiting = this.#waiting.get(confirm);
      waiting?.missing.delete(node);
      if (waiting?.missing.size === 0) waiting.done();
      return;
    }
    const { ask, from, users, sessions } = parsed.data;
    if (from === this.#nodeId) return;
    this.#apply({ users, sessions })
      .then(() => this.#notify({ confirm: ask, node: this.#nodeId }))
      .catch((err: unknown) => this.#log.error({ err }, "sockets: a change of access could not be confirmed"));
  }
}

/** Tells every live node without waiting for it: for a process that serves nobody itself. */
export async function tellNodes(pool: pg.Pool, news: AccessNews): Promise<void> {
  for (const part of inNotices(news))
    await pool.query("SELECT pg_notify($1, $2)", [
      CHANNEL,
      JSON.stringify({ ask: randomUUID(), from: "offline", ...part }),
    ]);
}

function inNotices({ users, sessions }: AccessNews): AccessNews[] {
  const parts: AccessNews[] = [];
  for (let at = 0; at < users.length; at += IDS_A_NOTICE)
    parts.push({ users: users.slice(at, at + IDS_A_NOTICE), sessions: [] });
  for (let at = 0; at < sessions.length; at += IDS_A_NOTICE)
    parts.push({ users: [], sessions: sessions.slice(at, at + IDS_A_NOTICE) });
  return parts;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
