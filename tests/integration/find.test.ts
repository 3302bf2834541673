import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { codeOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let cy: Actor;
let dee: Actor;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, cy, dee } = space.cast);
});
afterAll(() => space.close());

test("finds what is shown, in any case and script, the newest first, and nothing that is gone", async () => {
  const threadId = await space.thread("PRIVATE", [cy]);
  const said = async (body: string) => (await space.say(cy, threadId, body)).message.id;
  const kettle = await said("The **Kettle** is on");
  const again = await said("kettles, 100% of them");
  const tea = await said("お茶をどうぞ");
  const gone = await said("no kettle here");
  await space.run(cy, "message:delete", { messageId: gone });
  const found = async (q: string) => (await space.ask(ada, "find", { threadId, q })).hits.map(({ id }) => id);
  expect(await found("KETTLE")).toEqual([again, kettle]);
  expect(await found("the kettle is")).toEqual([kettle]);
  expect(await found("100%")).toEqual([again]);
  expect(await found("茶を")).toEqual([tea]);
  expect(await found("_")).toEqual([]);
  await space.run(cy, "message:edit", { messageId: kettle, body: "The pot is on" });
  expect(await found("kettle")).toEqual([again]);
  const one = await space.ask(ada, "find", { threadId, q: "e", limit: 1 });
  expect(one).toMatchObject({ hits: [{ id: again }], hasMore: true });
});

test("finds only what the asker may read", async () => {
  const threadId = await space.thread("PRIVATE", [cy]);
  await space.say(cy, threadId, "harbour before");
  expect(await codeOf(space.ask(dee, "find", { threadId, q: "harbour" }))).toBe("NOT_FOUND");
  await space.run(ada, "participant:add", { threadId, userIds: [dee.userId] });
  await space.run(ada, "participant:role", { threadId, userId: dee.userId, role: "GUEST" });
  const history = (await space.ask(dee, "messages", { threadId })).messages.map(({ body }) => body);
  const { hits } = await space.ask(dee, "find", { threadId, q: "harbour" });
  expect(hits.length).toBe(history.filter((body) => body?.includes("harbour")).length);
  expect((await space.ask(cy, "find", { threadId, q: "harbour" })).hits).toHaveLength(1);
});
