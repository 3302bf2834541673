import { afterAll, beforeAll, expect, it } from "vitest";
import { trimEvents } from "../../server/jobs/trim.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await openTestWorkspace();
});
afterAll(() => workspace.close());

it("L8: events older than 30 days go, younger ones and every message stay, and one node at a time trims", async () => {
  const { slot, cast, say, run, thread } = workspace;
  const threadId = await thread("PRIVATE", [cast.cy]);
  const { message } = await say(cast.ada, threadId, "first");
  for (const body of ["second", "third"]) await run(cast.ada, "message:edit", { messageId: message.id, body });
  const stream = `thread:${threadId}`;
  const before = await slot.prisma.event.findMany({ where: { stream }, orderBy: { seq: "asc" } });
  const [oldest] = before;
  expect(before.length).toBeGreaterThanOrEqual(2);
  const createdAt = new Date(Date.now() - 31 * 86_400_000);
  await slot.prisma.event.update({ where: { stream_seq: { stream, seq: oldest?.seq ?? 0 } }, data: { createdAt } });
  const messages = await slot.prisma.message.count();

  const holder = await slot.pool.connect();
  await holder.query("SELECT pg_advisory_lock(742019301)");
  expect(await trimEvents(slot.pool)).toBe(0);
  await holder.query("SELECT pg_advisory_unlock(742019301)");
  holder.release();

  expect(await trimEvents(slot.pool)).toBe(1);
  const after = await slot.prisma.event.findMany({ where: { stream }, orderBy: { seq: "asc" } });
  expect(after.map(({ seq }) => seq)).toEqual(before.slice(1).map(({ seq }) => seq));
  expect(await slot.prisma.message.count()).toBe(messages);
  expect(await trimEvents(slot.pool)).toBe(0);
});
