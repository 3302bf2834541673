import { lookingInput } from "../../lib/contract/events.ts";
import type { ReceiptView } from "../../lib/contract/reading.ts";
import type { Sql } from "../../lib/db.ts";
import { receiptsAllowedSql } from "../../lib/views/receipts-allowed.ts";
import { AppError } from "../../lib/errors.ts";
import type { FanOut } from "./fan-out.ts";
import { lookingRoom, type LiveSocket } from "./live.ts";
import { SMALL_THREAD_MAX } from "./typing.ts";

/** PROTOCOL E3, R4: receipts merged per second, to the people looking at a thread of 100 or fewer, from those who show them. */
export class Receipts {
  readonly #sql: Sql;
  readonly #fanOut: FanOut;
  /** By thread, by person: only the newest of a second counts. */
  #waiting = new Map<string, Map<string, ReceiptView>>();

  constructor({ sql, fanOut }: { sql: Sql; fanOut: FanOut }) {
    this.#sql = sql;
    this.#fanOut = fanOut;
  }

  /** Which thread a device shows; null for none. */
  async look(socket: LiveSocket, raw: unknown): Promise<void> {
    const input = lookingInput.safeParse(raw);
    if (!input.success) throw new AppError("INVALID", "Which thread?");
    const { threadId } = input.data;
    if (socket.data.looking !== null) await socket.leave(lookingRoom(socket.data.looking));
    socket.data.looking = null;
    if (threadId === null || !socket.data.threads.has(threadId)) return;
    socket.data.looking = threadId;
    await socket.join(lookingRoom(threadId));
  }

  changed(threadId: string, receipts: readonly ReceiptView[]): void {
    const people = this.#waiting.get(threadId) ?? new Map<string, ReceiptView>();
    this.#waiting.set(threadId, people);
    for (const receipt of receipts) people.set(receipt.userId, receipt);
  }

  /** Sends what the last second brought. */
  async flush(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const waiting = this.#waiting;
    this.#waiting = new Map();
    const userIds = new Set([...waiting.values()].flatMap((people) => [...people.keys()]));
    const rows = await this.#sql.rows<{ id: string }>(NOT_SHOWN, [[...waiting.keys()], [...userIds], SMALL_THREAD_MAX]);
    const hidden = new Set(rows.map(({ id }) => id));
    for (const [threadId, people] of waiting) {
      const receipts = [...people.values()].filter(({ userId }) => !hidden.has(userId));
      if (!hidden.has(threadId) && receipts.length > 0) this.#fanOut.send({ type: "receipts", threadId, receipts });
    }
  }
}

const NOT_SHOWN = `
  SELECT id FROM "Thread" WHERE id = ANY ($1::uuid[]) AND "memberCount" > $3
  UNION ALL
  SELECT "userId" FROM "UserPreference" WHERE "userId" = ANY ($2::uuid[]) AND NOT "showReceipts"
  UNION ALL
  SELECT id FROM unnest($1::uuid[]) AS t(id) WHERE NOT ${receiptsAllowedSql}`;
