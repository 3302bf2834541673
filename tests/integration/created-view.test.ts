// L4: the view that a send answers with is, to the byte, the one that everybody reads later.
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pgSql } from "../../lib/db.ts";
import { readMessages } from "../../lib/commands/send-write.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let thread: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  thread = await space.thread("PRIVATE", [space.cast.bo, space.cast.cy]);
});
afterAll(() => space.close());

/** Bodies that JSON, Postgres or markdown might change. */
const bodies = (userId: string): string[] => [
  "plain words",
  ' leading and trailing \t spaces, "quotes" and \\ backslashes \n\n new lines ',
  "control \u0001\u001f, separators \u2028\u2029, marks e\u0301 and \ufeff, emoji 👩‍👩‍👧‍👦 and 🏳️‍🌈",
  `**bold** \`code\` <@${userId}> <@${userId}> and <@${userId.toUpperCase()}>`,
  "<!everyone> listen, <!here> as well",
  "</script><b>&amp; \u202Ereversed",
  "https://example.org/a?b=c#d and [another](https://example.com/ü), a third https://example.net and a fourth https://example.edu",
  "x".repeat(8_000),
];

test("L4: a message's view as it is sent equals its view as it is read, to the byte", async () => {
  const { ada, bo } = space.cast;
  const first = await space.say(ada, thread, "the first");
  const sent = [first];
  for (const body of bodies(bo.userId)) {
    sent.push(await space.say(ada, thread, body));
    sent.push(await space.say(ada, thread, body, first.message.id));
  }
  const together = await Promise.all(bodies(bo.userId).map((body) => space.say(ada, thread, body)));
  const files = [await space.file(ada, thread, 'quoted " and 🏝️.png'), await space.file(ada, thread)];
  const withFiles = await space.run(ada, "message:send", {
    threadId: thread,
    clientId: uuidv7(),
    body: "",
    attachmentIds: files,
  });
  expect(withFiles.message.attachments.map(({ id }) => id)).toEqual(files);
  const send = (more: { body: string; forwardId: string }) =>
    space.run(ada, "message:send", { threadId: thread, clientId: uuidv7(), ...more });
  const passedOn = await send({ body: "", forwardId: first.message.id });
  const again = await send({ body: "and again", forwardId: passedOn.message.id });
  expect(again.message.forward?.body).toBe("the first");
  const upper = await space.run(ada, "message:send", {
    threadId: thread.toUpperCase(),
    clientId: uuidv7().toUpperCase(),
    body: "ids in upper case",
    replyToId: first.message.id.toUpperCase(),
  });

  const answered = [...sent.slice(1), ...together, withFiles, passedOn, again, upper].map(({ message }) => message);
  const read = await readMessages(
    pgSql(space.slot.pool),
    answered.map(({ id }) => id),
  );
  for (const message of answered) expect(JSON.stringify(message)).toBe(JSON.stringify(read.get(message.id)));
  expect(answered.some(({ mentions }) => mentions.length > 0)).toBe(true);
  expect(answered.some(({ mentionsEveryone }) => mentionsEveryone)).toBe(true);
  expect(answered.some(({ previews }) => previews.length === 3)).toBe(true);
});
