import type { Socket } from "node:net";
import type pg from "pg";

/** What is used of a connection below `pg`'s promises. */
type Wire = {
  connection: { stream: Socket };
  _getActiveQuery(): unknown;
  _sentQueryQueue: unknown[];
};

type Held = { limitMs: number; heard: number; since: number };

const TICK_MS = 1_000;

/**
 * Ends connections whose other end has gone without a word: a cut cable or a lost firewall state tells nobody, and
 * whoever waits for an answer there would wait for ever. A server that lives answers within its own statement time-out.
 */
export class SilentConnections {
  readonly #held = new Map<pg.PoolClient, Held>();
  readonly #timer: NodeJS.Timeout;
  #tickedAt = performance.now();

  constructor() {
    this.#timer = setInterval(() => this.#tick(), TICK_MS).unref();
  }

  /** Connections of `pool` in use that owe an answer for `limitMs` are ended; the statement under way then fails. */
  watch(pool: pg.Pool, limitMs: number): void {
    pool.on("acquire", (client) => {
      this.#held.set(client, { limitMs, heard: wireOf(client).connection.stream.bytesRead, since: performance.now() });
    });
    pool.on("release", (_error, client) => void this.#held.delete(client));
  }

  /** Ends what owes an answer for `ms` already: for who knows from elsewhere that the database has gone silent. */
  drop(ms: number): void {
    this.#endWhere(({ since }) => performance.now() - since >= ms);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    // A process that stood still has not read what came meanwhile.
    const stoodStill = now - this.#tickedAt > 3 * TICK_MS;
    this.#tickedAt = now;
    for (const [client, held] of this.#held) {
      const heard = wireOf(client).connection.stream.bytesRead;
      if (stoodStill || heard !== held.heard || !isOwed(client)) Object.assign(held, { heard, since: now });
    }
    this.#endWhere(({ since, limitMs }) => now - since >= limitMs);
  }

  #endWhere(overdue: (held: Held) => boolean): void {
    for (const [client, held] of this.#held) {
      if (!overdue(held) || !isOwed(client)) continue;
      this.#held.delete(client);
      wireOf(client).connection.stream.destroy(new Error("Connection terminated: the database has gone silent."));
    }
  }
}

const wireOf = (client: pg.PoolClient): Wire => client as unknown as Wire;

function isOwed(client: pg.PoolClient): boolean {
  const wire = wireOf(client);
  return Boolean(wire._getActiveQuery()) || wire._sentQueryQueue.length > 0;
}
