import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;
let threadId: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy, dee } = space.cast);
  threadId = await space.thread("PRIVATE", [bo, cy], "harbour");
});
afterAll(() => space.close());

const idsOf = (...people: Actor[]) => people.map(({ userId }) => userId).sort();
const save = (handle: string, people: Actor[], more: Record<string, unknown> = {}) =>
  space.run(bo, "group:save", {
    groupId: uuidv7(),
    version: 0,
    handle,
    name: "Some people",
    memberIds: idsOf(...people),
    ...more,
  });
const say = async (actor: Actor, body: string) => (await space.say(actor, threadId, body)).message;
const toldOf = async (messageId: string) => {
  const rows = await space.slot.prisma.notification.findMany({ where: { messageId, kind: "MENTION" } });
  return rows.map(({ userId }) => userId).sort();
};

describe("a group of people", () => {
  test("E5: is made, changed and removed by admins, once for each try, and everybody knows of it", async () => {
    const made = await save("designers", [bo, cy]);
    expect(made).toEqual({
      id: made.id,
      handle: "designers",
      name: "Some people",
      memberIds: idsOf(bo, cy),
      version: 1,
    });
    expect(await save("designers", [bo, cy], { groupId: made.id })).toEqual(made);
    expect((await space.ask(cy, "groups", {})).groups).toContainEqual(made);
    expect((await space.ask(cy, "home", {})).groups).toContainEqual(made);

    const changed = await save("design", [cy], { groupId: made.id, version: 1, name: "Design" });
    expect(changed).toMatchObject({ handle: "design", name: "Design", memberIds: idsOf(cy), version: 2 });
    await expect(save("other", [bo], { groupId: made.id, version: 1 })).rejects.toMatchObject({
      code: "STALE",
      details: { version: 2 },
    });
    await space.run(bo, "group:remove", { groupId: made.id, reason: "no more" });
    await space.run(bo, "group:remove", { groupId: made.id, reason: "no more" });
    expect((await space.ask(cy, "groups", {})).groups).toEqual([]);
    const { rows } = await space.slot.pool.query<{ action: string }>(
      `SELECT action FROM "AuditLog" WHERE action LIKE 'group.%' ORDER BY id`,
    );
    expect(rows.map(({ action }) => action)).toEqual(["group.add", "group.change", "group.remove"]);
  });

  test("is nothing that members make, has a handle of its own, and people who are here", async () => {
    const group = { groupId: uuidv7(), version: 0, handle: "crew", name: "Crew", memberIds: idsOf(bo) };
    await expect(space.run(cy, "group:save", group)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(space.run(cy, "group:remove", { groupId: group.groupId, reason: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await space.slot.prisma.user.update({ where: { id: dee.userId }, data: { username: "DeeDee" } });
    await expect(save("deedee", [bo])).rejects.toMatchObject({ code: "CONFLICT" });
    const first = await save("crew", [bo]);
    await expect(save("crew", [cy])).rejects.toMatchObject({ code: "CONFLICT" });
    for (const handle of ["everyone", "here", "x", "Crew", "two words", "-a", "a".repeat(33)])
      await expect(save(handle, [bo]), handle).rejects.toMatchObject({ code: "INVALID" });
    await expect(save("nobody", [])).rejects.toMatchObject({ code: "INVALID" });
    await expect(save("ghosts", [], { memberIds: [uuidv7()] })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await space.run(bo, "group:remove", { groupId: first.id, reason: "done" });
  });
});

describe("a message that mentions one", () => {
  test("E5: calls those of it who are in the thread, and is counted and listed as a mention", async () => {
    const { id } = await save("helm", [ada, bo, cy, dee]);
    const message = await say(cy, `<&${id}> and <@${bo.userId}>, look`);
    // Dee is not in the thread and is told nothing; who writes is not told of themself.
    expect([...message.mentions].sort()).toEqual(idsOf(ada, bo, cy));
    expect(await toldOf(message.id)).toEqual(idsOf(ada, bo));
    const { entries } = await space.ask(ada, "home", {});
    expect(entries.find((entry) => entry.threadId === threadId)?.mentions).toBe(1);

    // What it called stays called, whoever comes and goes.
    await save("helm", [dee], { groupId: id, version: 1 });
    const page = await space.ask(cy, "messages", { threadId });
    expect(page.messages.find((one) => one.id === message.id)?.mentions).toEqual(message.mentions);
    const nobody = await say(cy, `<&${id}> again, and <&${uuidv7()}>`);
    expect(nobody.mentions).toEqual([]);
    expect(await toldOf(nobody.id)).toEqual([]);
    await space.run(bo, "group:remove", { groupId: id, reason: "done" });
  });

  test("by an edit tells whom it had not called; quoted or as code it calls nobody", async () => {
    const { id } = await save("deck", [ada, bo]);
    const quiet = await say(cy, `> <&${id}>\n\n\`<&${id}>\``);
    expect(quiet.mentions).toEqual([]);
    const message = await say(cy, `<@${bo.userId}>`);
    await space.run(cy, "message:edit", { messageId: message.id, body: `<@${bo.userId}> <&${id}>` });
    expect(await toldOf(message.id)).toEqual(idsOf(ada, bo));
    const many = Array.from({ length: 6 }, () => `<&${uuidv7()}>`).join(" ");
    await expect(say(cy, many)).rejects.toMatchObject({ code: "INVALID" });
    await expect(space.run(cy, "message:edit", { messageId: message.id, body: many })).rejects.toMatchObject({
      code: "INVALID",
    });
    await space.run(bo, "group:remove", { groupId: id, reason: "done" });
  });
});
