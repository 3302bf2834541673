import type { Sql } from "../../lib/db.ts";
import type { LivePeople, LiveSocket } from "./live.ts";

/** PROTOCOL E2: `lastSeenAt` of people and sessions, written once a minute for everybody at once. */
export class LastSeen {
  readonly #sql: Sql;
  readonly #people: LivePeople;
  readonly #gone = new Map<string, string>();
  #writtenAt = Date.now();

  constructor({ sql, people }: { sql: Sql; people: LivePeople }) {
    this.#sql = sql;
    this.#people = people;
  }

  left(socket: LiveSocket): void {
    this.#gone.set(socket.data.actor.sessionId, socket.data.actor.userId);
  }

  async write(): Promise<void> {
    const since = this.#writtenAt;
    this.#writtenAt = Date.now();
    const seen = new Map(this.#gone);
    this.#gone.clear();
    for (const { data } of this.#people.sockets())
      if (data.presence === "online" || data.seenAt >= since) seen.set(data.actor.sessionId, data.actor.userId);
    if (seen.size === 0) return;
    await this.#sql.rows(SEEN_PEOPLE, [[...new Set(seen.values())]]);
    await this.#sql.rows(SEEN_SESSIONS, [[...seen.keys()]]);
  }
}

// A row that somebody writes just now is skipped: that it was seen is also true a minute later.
const SEEN_PEOPLE = `
  UPDATE "User" SET "lastSeenAt" = now()
   WHERE id IN (SELECT id FROM "User" WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)`;
const SEEN_SESSIONS = `
  UPDATE "Session" SET "lastSeenAt" = now()
   WHERE id IN (SELECT id FROM "Session" WHERE id = ANY ($1::text[]) AND "endedAt" IS NULL
                 ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)`;
