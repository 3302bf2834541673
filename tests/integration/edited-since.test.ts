import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { codeOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy, dee } = space.cast);
});
afterAll(() => space.close());

const said = async (threadId: string, body: string, actor = ada) => (await space.say(actor, threadId, body)).message;
const edit = (messageId: string, body: string, actor = ada) => space.run(actor, "message:edit", { messageId, body });
const read = (actor: Actor, threadId: string, upToSeq: number) =>
  space.run(actor, "thread:read", { threadId, upToSeq });
const versions = async (actor: Actor, threadId: string, ids: string[]) =>
  new Map(
    (await space.ask(actor, "readVersions", { threadId, ids: ids.join(",") })).versions.map((one) => [
      one.messageId,
      one.version,
    ]),
  );

test("says which text each reader read first, by when their marker first passed it", async () => {
  const threadId = await space.thread("PRIVATE", [bo, cy]);
  const early = await said(threadId, "first text");
  await read(bo, threadId, early.seq);
  await edit(early.id, "second text");
  await read(cy, threadId, early.seq);
  const late = await said(threadId, "later");
  // Going on reading is no second first time.
  await read(bo, threadId, late.seq);
  await edit(early.id, "third text");
  await edit(late.id, "later still");
  const mine = await said(threadId, "my own", bo);
  await edit(mine.id, "my own again", bo);
  const ids = [early.id, late.id, mine.id];
  expect(await versions(bo, threadId, ids)).toEqual(new Map(Object.entries({ [early.id]: 0, [late.id]: 0 })));
  expect(await versions(cy, threadId, ids)).toEqual(new Map([[early.id, 1]]));
  await read(cy, threadId, mine.seq);
  expect(await versions(cy, threadId, ids)).toEqual(new Map(ids.map((id) => [id, 1])));
});

test("writes nothing for the readers of a message that is edited", async () => {
  const threadId = await space.thread("PRIVATE", [bo, cy]);
  const { id, seq } = await said(threadId, "read by two");
  await read(bo, threadId, seq);
  await read(cy, threadId, seq);
  const rows = () => space.slot.prisma.messageRead.count({ where: { threadId } });
  const before = await rows();
  await edit(id, "edited for two");
  expect(await rows()).toBe(before);
  for (const actor of [bo, cy]) expect(await versions(actor, threadId, [id])).toEqual(new Map([[id, 0]]));
});

test("is of the thread that was asked about, of what the asker may read, and of nothing deleted", async () => {
  const threadId = await space.thread("PRIVATE", [bo]);
  const other = await space.thread("PRIVATE", [bo]);
  const here = await said(threadId, "here");
  const elsewhere = await said(other, "elsewhere");
  await read(bo, threadId, here.seq);
  await read(bo, other, elsewhere.seq);
  expect(await versions(bo, threadId, [here.id, elsewhere.id])).toEqual(new Map([[here.id, 0]]));
  expect(await codeOf(versions(dee, threadId, [here.id]))).toBe("NOT_FOUND");
  await space.run(ada, "message:delete", { messageId: here.id });
  expect(await versions(bo, threadId, [here.id])).toEqual(new Map());
});
