import type { Sql } from "../../lib/db.ts";
import type { Logger } from "../../lib/log.ts";
import { tellHeads } from "./heads.ts";
import type { LastSeen } from "./last-seen.ts";
import type { LivePeople, LiveServer } from "./live.ts";
import type { Presence } from "./presence.ts";
import type { Receipts } from "./receipts.ts";
import { endExpired, endRevoked } from "./sessions.ts";

/** What a node does again and again for all of its sockets at once: no socket has a timer of its own. */
export function startRounds({
  io,
  people,
  sql,
  log,
  presence,
  receipts,
  lastSeen,
  timeScale,
}: {
  io: LiveServer;
  people: LivePeople;
  sql: Sql;
  log: Logger;
  presence: Presence;
  receipts: Receipts;
  lastSeen: LastSeen;
  timeScale: number;
}): { stop(): void } {
  const timers = [
    every(1_000, "presence", () => presence.flush()),
    every(1_000, "receipts", () => receipts.flush()),
    every(1_000, "expiry", () => endExpired(people, { now: Date.now(), timeScale })),
    every(4_000, "revocation", () => endRevoked(people, sql)),
    every(25_000, "heads", () => tellHeads({ io, people, sql })),
    every(25_000, "presence snapshot", () => presence.snapshot()),
    every(60_000, "last seen", () => lastSeen.write()),
  ];

  function every(ms: number, what: string, round: () => void | Promise<void>): NodeJS.Timeout {
    let running = false;
    const timer = setInterval(
      () => {
        // A slow database must not pile rounds up.
        if (running) return;
        running = true;
        Promise.resolve()
          .then(round)
          .catch((err: unknown) => log.warn({ err }, `sockets: the round of ${what} failed`))
          .finally(() => {
            running = false;
          });
      },
      Math.max(50, ms / timeScale),
    );
    return timer.unref();
  }

  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}
