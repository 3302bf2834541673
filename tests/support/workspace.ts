// A process for tests without a server: a database of their own, the cast, and a publisher that remembers.
import { v7 as uuidv7 } from "uuid";
import type { Actor } from "../../lib/access/actor.ts";
import type { Command } from "../../lib/commands/command.ts";
import { runCommand } from "../../lib/commands/run.ts";
import { commandTable } from "../../lib/commands/table.ts";
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from "../../lib/contract/doors.ts";
import type { SystemRole } from "../../lib/contract/roles.ts";
import { createPool, createPrisma } from "../../lib/db.ts";
import { parseEnv } from "../../lib/env.ts";
import { createLimits } from "../../lib/limits.ts";
import { createLog } from "../../lib/log.ts";
import { type ProcessSlot, type PublishedEvent, setProcessSlot } from "../../lib/process.ts";
import { type Query, queryObject } from "../../lib/queries/query.ts";
import { queryTable } from "../../lib/queries/table.ts";
import { createTestDatabase } from "./database.ts";

export type Cast = { ada: Actor; bo: Actor; cy: Actor; dee: Actor };

export type TestWorkspace = {
  slot: ProcessSlot;
  /** Ada owns the workspace, Bo is an admin, Cy a member, Dee a member who is invited to nothing. */
  cast: Cast;
  /** Everything published so far, in order. */
  events: PublishedEvent[];
  /** Whose rooms were read again, in order. */
  roomsChanged: string[];
  run<N extends CommandName>(actor: Actor, name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  ask<N extends QueryName>(actor: Actor, name: N, input: QueryInput<N>): Promise<QueryOutput<N>>;
  /** Sends a message with a clientId of its own. */
  say(actor: Actor, threadId: string, body: string, replyToId?: string): Promise<CommandOutput<"message:send">>;
  /** A thread of Ada's with these members beside her. */
  thread(kind: "PUBLIC" | "PRIVATE", members: Actor[], name?: string): Promise<string>;
  /** The row of a file that was found clean, in no message yet. Its bytes are nowhere. */
  file(owner: Actor, threadId: string, name?: string): Promise<string>;
  addPerson(name: string, role?: SystemRole): Promise<Actor>;
  close(): Promise<void>;
};

export async function openTestWorkspace(): Promise<TestWorkspace> {
  const database = await createTestDatabase();
  const pool = createPool({ url: database.url, max: 8 });
  // Tests may kill connections; the statement under way fails, and an idle one is replaced.
  pool.on("error", () => undefined);
  const prisma = createPrisma(pool);
  const env = parseEnv({ NODE_ENV: "test", APP_URL: "http://localhost:3000", DATABASE_URL: database.url });
  const log = createLog({ level: "warn", pretty: true });
  const events: PublishedEvent[] = [];
  const roomsChanged: string[] = [];
  const slot: ProcessSlot = {
    env,
    log,
    pool,
    prisma,
    limits: createLimits({ env, log }),
    queues: new Map(),
    bootId: "test",
    nodeId: "test",
    publisher: {
      publish: (batch) => void events.push(...batch),
      roomsChanged: (userIds) => Promise.resolve(void roomsChanged.push(...userIds)),
      sessionsEnded: () => Promise.resolve(),
      personChanged: () => undefined,
      emojiChanged: () => undefined,
      groupsChanged: () => undefined,
      receiptsChanged: () => undefined,
    },
  };
  setProcessSlot(slot);
  await prisma.workspace.upsert({ where: { id: 1 }, create: { id: 1, name: "Harbour Lab" }, update: {} });

  const addPerson: TestWorkspace["addPerson"] = async (displayName, role = "MEMBER") => {
    const userId = uuidv7();
    await prisma.user.create({
      data: {
        id: userId,
        clerkId: `user_test_${userId}`,
        displayName,
        username: `${displayName.toLowerCase()}_${userId.slice(-6)}`,
        role,
      },
    });
    return { userId, sessionId: `sess_${userId}` };
  };
  const run: TestWorkspace["run"] = (actor, name, input) =>
    runCommand(commandTable[name] as unknown as Command<typeof name>, { actor, raw: input });
  const ask: TestWorkspace["ask"] = (actor, name, input) =>
    queryObject(queryTable[name] as unknown as Query<typeof name>, { actor, raw: input });

  const cast: Cast = {
    ada: await addPerson("Ada", "OWNER"),
    bo: await addPerson("Bo", "ADMIN"),
    cy: await addPerson("Cy"),
    dee: await addPerson("Dee"),
  };
  return {
    slot,
    cast,
    events,
    roomsChanged,
    run,
    ask,
    say: (actor, threadId, body, replyToId) =>
      run(actor, "message:send", { threadId, clientId: uuidv7(), body, ...(replyToId ? { replyToId } : {}) }),
    async thread(kind, members, name = "launch-week") {
      const id = uuidv7();
      await run(cast.ada, "thread:create", { id, kind, name, memberIds: members.map(({ userId }) => userId) });
      return id;
    },
    async file({ userId: ownerId }, threadId, name = "notes.txt") {
      const id = uuidv7();
      const judged = { state: "CLEAN", sha256: "00", scannedAt: new Date(), scannedWith: "test" } as const;
      await prisma.attachment.create({ data: { id, ownerId, threadId, name, size: 5, type: "text/plain", ...judged } });
      return id;
    },
    addPerson,
    async close() {
      await prisma.$disconnect();
      await pool.end();
      await database.drop();
    },
  };
}
