import { v7 as uuidv7 } from "uuid";
import { runCommand } from "../../lib/commands/run.ts";
import { commandTable } from "../../lib/commands/table.ts";
import type { Command } from "../../lib/commands/command.ts";
import type { CommandInput, CommandName, CommandOutput } from "../../lib/contract/doors.ts";
import { processSlot } from "../../lib/process.ts";
import { backdate } from "./backdate.ts";
import { longThread } from "./long-thread.ts";
import { seedPeople } from "./people.ts";
import { DIRECTS, type DirectScript, type Line, THREADS, type ThreadScript } from "./script.ts";

type People = Record<string, string>;
type Progress = (line: string) => void;

const NAME = "Harbour Lab";
const LONG_THREAD_LINES = 3_000;

/**
 * Fills an empty database with a workspace that looks lived in, through the same commands that people use; then moves
 * the times into the past. Does nothing, and says so with false, where anybody is there already; what an interrupted
 * seeding left behind is cleared first. Only for a local database.
 */
export async function seedWorkspace(progress: Progress): Promise<boolean> {
  const { prisma } = processSlot();
  if ((await prisma.user.count()) > 0) {
    if (!(await isHalfSeeded())) return false;
    progress("clearing what an interrupted seeding left behind");
    await clearEverything();
  }
  const people = await seedPeople(prisma);
  const threads = new Map<string, string>();
  const world: World = { people, threads, said: new Map() };
  for (const script of [...THREADS, longThread(LONG_THREAD_LINES)]) {
    threads.set(script.name, uuidv7());
    progress(`seeding #${script.name} (${script.lines.length} messages)`);
    await seedThread(script, world);
  }
  for (const script of DIRECTS) await seedDirect(script, world);
  // The name comes last: it says that the seeding is whole.
  await prisma.workspace.upsert({ where: { id: 1 }, create: { id: 1, name: NAME }, update: { name: NAME } });
  return true;
}

async function isHalfSeeded(): Promise<boolean> {
  const { prisma } = processSlot();
  if ((await prisma.workspace.count({ where: { name: NAME } })) > 0) return false;
  return (await prisma.user.count({ where: { email: { not: { endsWith: "@confab.local" } } } })) === 0;
}

async function clearEverything(): Promise<void> {
  await processSlot().prisma.$transaction([
    // The audit log refuses to be emptied; the owner of a local cluster may step around its trigger.
    processSlot().prisma.$executeRaw`SET LOCAL session_replication_role = replica`,
    processSlot().prisma.$executeRaw`TRUNCATE "User", "Thread", "Message", "Event", "AuditLog", "Session" CASCADE`,
  ]);
}

/** `said`: messages by the keys of their lines, for passing them on. */
type World = { people: People; threads: ReadonlyMap<string, string>; said: Map<string, string> };

const as = <N extends CommandName>(name: N, userId: string, raw: CommandInput<N>): Promise<CommandOutput<N>> =>
  runCommand(commandTable[name] as unknown as Command<N>, { actor: { userId, sessionId: "seed" }, raw });

const idOf = (people: People, name: string): string => {
  const id = people[name];
  if (!id) throw new Error(`The seed knows nobody called ${name}.`);
  return id;
};

async function seedThread(script: ThreadScript, world: World): Promise<void> {
  const [owner, ...others] = script.members.map((name) => idOf(world.people, name));
  const threadId = world.threads.get(script.name);
  if (!owner || !threadId) throw new Error(`The thread ${script.name} has nobody in it.`);
  const { kind, name, topic } = script;
  await as("thread:create", owner, { id: threadId, kind, name, topic, memberIds: others });
  await seedLines(threadId, script.lines, world);
  for (const who of script.starredBy ?? [])
    await as("thread:star", idOf(world.people, who), { threadId, starred: true });
  if (script.announcement)
    await processSlot().prisma.thread.update({ where: { id: threadId }, data: { announcement: true } });
  if (script.archived) await as("thread:archive", owner, { threadId });
  await finish(threadId, script, world);
}

async function seedDirect(script: DirectScript, world: World): Promise<void> {
  const [opener, ...others] = script.members.map((name) => idOf(world.people, name));
  if (!opener) throw new Error("A direct message has nobody in it.");
  const { threadId } = await as("thread:direct", opener, { id: uuidv7(), userIds: others });
  await seedLines(threadId, script.lines, world);
  await finish(threadId, script, world);
}

async function seedLines(threadId: string, lines: readonly Line[], world: World): Promise<void> {
  const keys = new Map<string, string>();
  const plain = lines.every(
    ({ key, to, forward, edits, deleted, reactions }) => !key && !to && !forward && !edits && !deleted && !reactions,
  );
  if (plain) {
    // The queue keeps their order and writes them 256 to a transaction.
    await Promise.all(lines.map((line) => sendLine(threadId, line, { world, keys })));
    return;
  }
  for (const line of lines) {
    const messageId = await sendLine(threadId, line, { world, keys });
    const author = idOf(world.people, line.by);
    if (line.key) {
      keys.set(line.key, messageId);
      world.said.set(line.key, messageId);
    }
    for (const body of line.edits ?? []) await as("message:edit", author, { messageId, body });
    for (const [emoji, names] of Object.entries(line.reactions ?? {})) {
      for (const name of names) await as("message:react", idOf(world.people, name), { messageId, emoji });
    }
    if (line.deleted) await as("message:delete", author, { messageId });
  }
}

async function sendLine(
  threadId: string,
  { by, text, to, forward }: Line,
  { world, keys }: { world: World; keys: ReadonlyMap<string, string> },
): Promise<string> {
  const body = text
    .replace(/\[(\w+)\](?!\()/g, (whole, name: string) => (world.people[name] ? `<@${world.people[name]}>` : whole))
    .replace(/<#([\w-]+)>/g, (whole, name: string) =>
      world.threads.has(name) ? `<#${world.threads.get(name)}>` : whole,
    );
  const replyToId = to ? (keys.get(to) ?? null) : null;
  const forwardId = forward ? (world.said.get(forward) ?? null) : null;
  const input = { threadId, clientId: uuidv7(), body, replyToId, forwardId };
  const sent = await as("message:send", idOf(world.people, by), input);
  return sent.message.id;
}

async function finish(threadId: string, script: ThreadScript | DirectScript, world: World): Promise<void> {
  const { head } = await processSlot().prisma.thread.findUniqueOrThrow({
    where: { id: threadId },
    select: { head: true },
  });
  for (const who of script.readBy ?? []) {
    await as("thread:read", idOf(world.people, who), { threadId, upToSeq: head });
  }
  await backdate({ threadId, hoursAgo: script.hoursAgo });
}
