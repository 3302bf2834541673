import { afterAll, beforeAll, expect, it } from "vitest";
import { openSocketHost, say, type SocketHost } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

let host: SocketHost;

beforeAll(async () => {
  host = await openSocketHost();
});
afterAll(() => host.close());

it("ten people who react at once, twice over and with second thoughts, end with the right set on every screen", async () => {
  const people = await Promise.all(Array.from({ length: 10 }, (_, n) => host.person(`P${n}`)));
  const [owner, ...others] = people;
  if (!owner) throw new Error("There is nobody.");
  const threadId = await host.thread(owner, others);
  const screens = await Promise.all(people.map((person) => host.connect(person)));
  const { message } = await say(screens[0]!, threadId, "react to this");
  const emoji = ["👍", "🎉", "❤️"];
  const messageId = message.id;

  const answers = await Promise.all(
    screens.flatMap((screen, n) => [
      ...emoji.map((one) => screen.run("message:react", { messageId, emoji: one })),
      // A double click is no second reaction.
      screen.run("message:react", { messageId, emoji: "👍" }),
      ...(n % 2 === 0 ? [screen.run("message:unreact", { messageId, emoji: "👀" })] : []),
    ]),
  );
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  await Promise.all(screens.slice(5).map((screen) => screen.run("message:unreact", { messageId, emoji: "🎉" })));

  const everybody = new Set(people.map(({ userId }) => userId));
  const half = new Set(people.slice(0, 5).map(({ userId }) => userId));
  const { head } = await host.slot.prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
  const told = (at: number) => screens[at]!.events.filter(({ stream }) => stream === `thread:${threadId}`);
  await until("every screen is told everything", () => screens.every((_, at) => told(at).at(-1)?.seq === head));
  for (const at of screens.keys()) {
    const last = told(at).findLast(({ change }) => change?.kind === "message" && change.message.id === messageId);
    const shown = last?.change?.kind === "message" ? last.change.message.reactions : [];
    const sets = Object.fromEntries(shown.map((one) => [one.emoji, new Set(one.userIds)]));
    expect(sets).toEqual({ "👍": everybody, "🎉": half, "❤️": everybody });
    for (const { count, userIds } of shown) expect(userIds).toHaveLength(count);
  }
});
