import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MESSAGE_MAX } from "../../lib/contract/limits.ts";
import { syncAnswer, type SyncAnswer } from "../../lib/contract/sync.ts";
import { listChanges } from "../../lib/queries/list-changes.ts";
import { queryObject } from "../../lib/queries/query.ts";
import { openSocketHost, type Person, type SocketHost } from "../support/socket-host.ts";

// PROTOCOL Y1 over the open socket, and many who ask at once.

let host: SocketHost;
let ada: Person;
let cy: Person;

beforeAll(async () => {
  host = await openSocketHost();
  ada = await host.person("Ada");
  cy = await host.person("Cy");
});
afterAll(() => host.close());

const overSocket = async (person: Person, input: unknown) => {
  const device = await host.connect(person);
  const answer = await device.emit("sync", input);
  device.close();
  if (!answer.ok) throw new Error(answer.error.code);
  return syncAnswer.parse(answer.data);
};
const overRest = (person: Person, raw: unknown) => queryObject(listChanges, { actor: person, raw });
const say = (threadId: string, body: string) => host.run(ada, "message:send", { threadId, clientId: uuidv7(), body });
const messagesIn = (answer: SyncAnswer, threadId: string) => {
  const sync = answer.threads[threadId];
  if (!sync || !("changes" in sync)) throw new Error(`Not caught up: ${JSON.stringify(sync).slice(0, 100)}`);
  return sync.changes.filter((change) => change.kind === "message" && change.message.kind === "PERSON").length;
};

describe("Y1: a sync over the open socket", () => {
  it("answers what the REST door answers", async () => {
    const threadId = await host.thread(ada, [cy]);
    const hidden = await host.thread(ada, []);
    for (const body of ["one", "two"]) await say(threadId, body);
    const input = { user: 0, threads: { [threadId]: 0, [hidden]: 0 } };
    const answer = await overSocket(cy, input);
    expect(answer).toEqual(await overRest(cy, input));
    expect(messagesIn(answer, threadId)).toBe(2);
    expect(answer.threads[hidden]).toEqual({ gone: true });
  });

  it("leaves out what does not fit into one packet, and refuses what never does", async () => {
    const body = "é".repeat(MESSAGE_MAX);
    const threads = [await host.thread(ada, [cy]), await host.thread(ada, [cy]), await host.thread(ada, [cy])];
    for (const threadId of threads) for (let n = 0; n < 20; n += 1) await say(threadId, body);
    const cursors = Object.fromEntries(threads.map((id) => [id, 1]));
    const some = await overSocket(cy, { user: 0, threads: cursors });
    expect(Object.keys(some.threads)).toEqual(threads.slice(0, 1));

    for (let n = 0; n < 20; n += 1) await say(threads[0]!, body);
    await expect(overSocket(cy, { user: 0, threads: cursors })).rejects.toThrow("TOO_LARGE");
    expect(messagesIn(await overRest(cy, { user: 0, threads: cursors }), threads[0]!)).toBe(40);
  });
});

describe("Y1: many who ask at once", () => {
  it("each gets what they may see, and one that is refused fails alone", async () => {
    const threadId = await host.thread(ada, [cy]);
    await say(threadId, "before Dee");
    const dee = await host.person("Dee");
    const eve = await host.person("Eve");
    await host.run(ada, "participant:add", { threadId, userIds: [dee.userId] });
    const { joinedSeq } = await host.slot.prisma.threadParticipant.update({
      where: { threadId_userId: { threadId, userId: dee.userId } },
      data: { joinedSeq: (await host.slot.prisma.thread.findUniqueOrThrow({ where: { id: threadId } })).head },
    });
    expect(joinedSeq).toBeGreaterThan(0);
    await say(threadId, "after Dee");
    await host.slot.prisma.user.update({ where: { id: eve.userId }, data: { status: "SUSPENDED" } });
    const stranger = await host.person("Stranger");

    const input = { user: 0, threads: { [threadId]: 0 } };
    const [first, ...others] = await Promise.all([ada, cy, ada, cy, ada].map((person) => overRest(person, input)));
    const [late, strange, suspended] = await Promise.allSettled(
      [dee, stranger, eve].map((person) => overRest(person, input)),
    );
    expect(messagesIn(first!, threadId)).toBe(2);
    for (const other of others) expect(other.threads).toEqual(first!.threads);
    expect(late?.status === "fulfilled" && messagesIn(late.value, threadId)).toBe(1);
    expect(strange).toMatchObject({ status: "fulfilled", value: { threads: { [threadId]: { gone: true } } } });
    expect(suspended).toMatchObject({ status: "rejected", reason: { code: "ACCOUNT_SUSPENDED" } });
  });

  it("whole rooms are answered by a handful of transactions", async () => {
    const threadId = await host.thread(ada, [cy]);
    await say(threadId, "hello");
    let acquired = 0;
    const count = () => (acquired += 1);
    host.slot.pool.on("acquire", count);
    const answers = await Promise.all(
      Array.from({ length: 150 }, (_, n) => overRest(n % 2 ? ada : cy, { user: 0, threads: { [threadId]: 0 } })),
    );
    host.slot.pool.off("acquire", count);
    expect(answers.map((answer) => messagesIn(answer, threadId))).toEqual(answers.map(() => 1));
    expect(acquired).toBeLessThan(5);
  });
});
