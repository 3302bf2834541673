// A process of its own that writes messages one of three ways when it is told to, so that its CPU can be read.
import { setTimeout as wait } from "node:timers/promises";
import { runCommand } from "../../lib/commands/run.ts";
import { sendMessage } from "../../lib/commands/send-message.ts";
import { type Write, writeMany, writeOne } from "./floors/statement-floors.ts";
import { openProcessSlot } from "./process-slot.ts";
import { bodyOf, clientIdOf } from "./wire.ts";

export type WriteOrder = { way: "subject" | "F3" | "F4"; ms: number; inFlight: number; writes: Write[] };
export type WriteDone = { operations: number; wallUs: number };

const { pool } = openProcessSlot(process.env.DATABASE_URL as string);
/** F4 numbers its rows itself, from where the subject and F3 never come. */
const FLOOR_SEQ = 1_000_000_000;
let tag = 0;

async function writeFor({ way, ms, inFlight, writes }: WriteOrder): Promise<WriteDone> {
  const started = performance.now();
  const over = () => performance.now() - started > ms;
  let operations = 0;
  const next = () => writes[++tag % writes.length] as Write;

  const lane = async () => {
    while (!over()) {
      const { threadId, authorId } = next();
      const own = tag;
      if (way === "F3") await writeOne(pool, { threadId, authorId }, own);
      else {
        const raw = { threadId, clientId: clientIdOf(own), body: bodyOf(own) };
        await runCommand(sendMessage, { actor: { userId: authorId, sessionId: "bench" }, raw });
      }
      operations += 1;
    }
  };
  const batches = async () => {
    while (!over()) {
      const rows = Array.from({ length: inFlight }, () => ({ ...next(), seq: FLOOR_SEQ + tag, tag }));
      await writeMany(pool, rows);
      operations += rows.length;
    }
  };
  if (way === "F4") await batches();
  else await Promise.all(Array.from({ length: inFlight }, lane));
  return { operations, wallUs: (performance.now() - started) * 1_000 };
}

process.on("message", (order: WriteOrder) => {
  void writeFor(order).then((done) => process.send?.(done));
});
process.on("disconnect", () => process.exit(0));
// The first queries of a process are its slowest.
await pool.query("SELECT 1");
await wait(10);
process.send?.("ready");
