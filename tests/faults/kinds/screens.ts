import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import type { Fault } from "../run-fault.ts";
import { until } from "../../support/until.ts";

/** More than one sync gives: the window is replaced, and the gap is filled by scrolling. */
export const missedEvents: Fault = {
  name: "600 missed events",
  nodes: 1,
  async run(run) {
    const [ada, bo] = await run.cast("Ada", "Bo");
    const threadId = await run.thread();
    const link = await run.link();
    const screen = await run.screen(bo!, { link });
    const writers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => run.writer(ada!)));
    link.cut();
    await until("the screen is down", () => screen.state().connection.link !== "up");
    await Promise.all(
      writers.map(async (writer) => {
        for (let n = 0; n < 100; n += 1) await writer.send(threadId);
      }),
    );
    link.mend();
    await screen.settle(run.threads);
    run.expect(screen.state().threads[threadId]?.gapSeq !== null, "the gap is not marked");
  },
};

/** Who is removed while offline loses the thread on return, and nothing that was sent afterwards ever reached them. */
export const revokedOffline: Fault = {
  name: "access revoked, offline and online",
  nodes: 1,
  async run(run) {
    const [ada, bo, cy] = await run.cast("Ada", "Bo", "Cy");
    const [kept, lost] = [await run.thread(), await run.thread()];
    const link = await run.link();
    const away = await run.screen(bo!, { link });
    const here = await run.screen(cy!);
    const writer = await run.writer(ada!);
    // Beside the page's engine, which would hide what it must not show: what comes over the wire.
    const intruder = await run.writer(cy!);
    await writer.send(lost);
    await sleep(300);
    link.cut();
    await until("the screen is down", () => away.state().connection.link !== "up");
    const over = new AbortController();
    const writing = run.mixedWrites(over.signal);
    for (const person of [bo!, cy!]) {
      await run.world.call(ada!, "DELETE", `/api/threads/${lost}/participants/${person.userId}`, {});
      run.history.push({ type: "removed", threadId: lost, userId: person.userId });
      for (let n = 0; n < 5; n += 1) await writer.send(lost, { body: `not for ${person.name} ${n}` });
    }
    await sleep(500);
    link.mend();
    over.abort();
    await writing;
    for (const screen of [away, here]) {
      await screen.settle(run.threads);
      const { threads } = screen.state();
      run.expect(!threads[lost]?.entry || threads[lost].gone, `${screen.name} still has the thread`);
      run.expect(Boolean(threads[kept]?.entry), `${screen.name} lost a thread that was theirs`);
    }
    const intrusion = await intruder.claim(lost, uuidv7());
    run.expect(intrusion === "NOT_FOUND", `the removed may still write: ${intrusion}`);
  },
};

/** Two tabs of one person share their outbox: each sends its own, and one takes over what the other left behind. */
export const twoTabs: Fault = {
  name: "two tabs of one person, one of which dies with text queued",
  nodes: 1,
  async run(run) {
    const [ada, bo] = await run.cast("Ada", "Bo");
    const threadId = await run.thread();
    const [first, second] = [await run.link(), await run.link()];
    const left = await run.screen(ada!, { link: first, name: "left tab" });
    const right = await run.screen(ada!, { link: second, name: "right tab" });
    await run.screen(bo!);
    for (let n = 0; n < 20; n += 1)
      await Promise.all([left.send(threadId, `left ${n}`), right.send(threadId, `right ${n}`)]);
    await Promise.all([left.settle(run.threads), right.settle(run.threads)]);
    first.cut();
    second.cut();
    await until("both tabs are down", () => [left, right].every(({ state }) => state().connection.link !== "up"));
    for (let n = 0; n < 5; n += 1) await left.send(threadId, `left behind ${n}`);
    left.close();
    run.screens.splice(run.screens.indexOf(left), 1);
    second.mend();
    await right.settle(run.threads);
    const taken = run.history.filter((line) => line.type === "send" && line.body.startsWith("left behind"));
    const sent = new Set(run.history.flatMap((line) => (line.type === "sent" ? [line.clientId] : [])));
    run.expect(
      taken.length === 5 && taken.every((line) => line.type === "send" && sent.has(line.clientId)),
      "what the dead tab left was not sent",
    );
  },
};

/** Five identical sends at once, by both doors and all processes; and one key for two threads at once. */
export const identicalSends: Fault = {
  name: "five identical sends in parallel",
  nodes: 2,
  async run(run) {
    const { world } = run;
    const [ada, bo] = await run.cast("Ada", "Bo");
    const threadId = await run.thread();
    const other = await run.thread();
    await run.screen(bo!);
    const links = await Promise.all(world.nodes.map((node) => run.link(node)));
    const writers = await Promise.all([0, 1, 0, 1, 0].map((at) => run.writer(ada!, links[at])));
    for (let n = 0; n < (run.quick ? 40 : 400); n += 1) {
      const clientId = uuidv7();
      if (n % 2 === 0) {
        const same = { clientId, body: `same ${n}` };
        await Promise.all(
          writers.map((writer, at) => writer.send(threadId, { ...same, door: at < 3 ? "socket" : "rest" })),
        );
        continue;
      }
      // Two threads have two locks: only the unique key stands between. One of them is refused.
      const outcomes = await Promise.all(
        writers.slice(0, 2).map((writer, at) => writer.claim(at === 0 ? threadId : other, clientId)),
      );
      run.expect(
        outcomes.toSorted().join() === "IDEMPOTENCY_MISMATCH,ok",
        `one key for two threads gave ${outcomes.join()}`,
      );
    }
  },
};
