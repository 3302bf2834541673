import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Sql } from "../../lib/db.ts";
import { LastSeen } from "../../server/sockets/last-seen.ts";
import { LivePeople, type LiveServer, type LiveSocket } from "../../server/sockets/live.ts";
import type { Presence } from "../../server/sockets/presence.ts";
import type { Receipts } from "../../server/sockets/receipts.ts";
import { startRounds } from "../../server/sockets/rounds.ts";

let writes: { table: string; ids: string[] }[];
let people: LivePeople;
let lastSeen: LastSeen;
let rounds: { stop(): void };

const rows: Sql["rows"] = async (text, values) => {
  const table = /UPDATE "(\w+)" SET "lastSeenAt"/.exec(text)?.[1];
  if (table) writes.push({ table, ids: values[0] as string[] });
  return [];
};
const sql: Sql = { rows, once: rows };
const device = (userId: string, tab: number): LiveSocket =>
  ({
    data: {
      actor: { userId, sessionId: `${userId} ${tab}` },
      presence: "online",
      seenAt: Date.now(),
      expiresAt: Number.POSITIVE_INFINITY,
      threads: new Map(),
    },
  }) as unknown as LiveSocket;
const peopleWritten = () => writes.filter(({ table }) => table === "User");

beforeEach(() => {
  vi.useFakeTimers();
  writes = [];
  people = new LivePeople();
  lastSeen = new LastSeen({ sql, people });
  rounds = startRounds({
    io: { local: { to: () => ({ emit: () => true }) } } as unknown as LiveServer,
    people,
    sql,
    log: { warn: (problem: unknown) => expect.fail(String(problem)) } as never,
    presence: { flush: () => undefined, snapshot: () => undefined } as unknown as Presence,
    receipts: { flush: () => undefined } as unknown as Receipts,
    lastSeen,
    timeScale: 1,
  });
});
afterEach(() => {
  rounds.stop();
  vi.useRealTimers();
});

describe("when people were last seen", () => {
  it("E2: `lastSeenAt` is written once a minute and no sooner, whatever people do meanwhile, by one statement for all", async () => {
    for (const userId of ["ada", "bo"]) for (const tab of [1, 2]) people.add(device(userId, tab));
    for (let second = 0; second < 59; second += 1) {
      // Somebody closes a tab and opens another, every second.
      const left = device("ada", 100 + second);
      people.add(left);
      people.remove(left);
      lastSeen.left(left);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(writes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(peopleWritten().map(({ ids }) => ids.toSorted())).toEqual([["ada", "bo"]]);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(peopleWritten()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(peopleWritten()).toHaveLength(2);
  });

  it("E2: who left a moment ago is written with the next minute, and then no more", async () => {
    const socket = device("cy", 1);
    people.add(socket);
    people.remove(socket);
    lastSeen.left(socket);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(peopleWritten()).toEqual([{ table: "User", ids: ["cy"] }]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(peopleWritten()).toHaveLength(1);
  });
});
