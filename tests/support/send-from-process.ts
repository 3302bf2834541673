// A node of its own, for tests: sends the messages it is told to, all at once, and prints what became of each.
// Arguments: the database's URL and the messages as JSON.
import { runCommand } from "../../lib/commands/run.ts";
import type { Command } from "../../lib/commands/command.ts";
import { commandTable } from "../../lib/commands/table.ts";
import { createPool, createPrisma } from "../../lib/db.ts";
import { parseEnv } from "../../lib/env.ts";
import { isAppError } from "../../lib/errors.ts";
import { createLimits } from "../../lib/limits.ts";
import { createLog } from "../../lib/log.ts";
import { setProcessSlot } from "../../lib/process.ts";

export type SendJob = { userId: string; threadId: string; clientId: string; body: string };
export type SendOutcome = { id: string; seq: number; replayed: boolean } | { code: string };

const [databaseUrl = "", jobs = "[]"] = process.argv.slice(2);
const env = parseEnv({ NODE_ENV: "test", APP_URL: "http://localhost:3000", DATABASE_URL: databaseUrl });
const pool = createPool({ url: databaseUrl, max: 4 });
const prisma = createPrisma(pool);
const log = createLog({ level: "warn", pretty: true });
setProcessSlot({
  env,
  log,
  pool,
  prisma,
  limits: createLimits({ env, log }),
  queues: new Map(),
  bootId: "other",
  nodeId: "other",
  publisher: {
    publish: () => undefined,
    roomsChanged: () => Promise.resolve(),
    sessionsEnded: () => Promise.resolve(),
    personChanged: () => undefined,
    emojiChanged: () => undefined,
    groupsChanged: () => undefined,
    receiptsChanged: () => undefined,
  },
});

const send = commandTable["message:send"] as unknown as Command<"message:send">;

async function outcomeOf({ userId, ...raw }: SendJob): Promise<SendOutcome> {
  try {
    const { message, replayed } = await runCommand(send, { actor: { userId, sessionId: "other" }, raw });
    return { id: message.id, seq: message.seq, replayed };
  } catch (error) {
    return { code: isAppError(error) ? error.code : String(error) };
  }
}

const outcomes = await Promise.all((JSON.parse(jobs) as SendJob[]).map(outcomeOf));
await prisma.$disconnect();
await pool.end();
console.log(JSON.stringify(outcomes));
