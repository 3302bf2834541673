import { setTimeout as sleep } from "node:timers/promises";
import { makeRooms } from "../../load/cast.ts";
import { isEvent } from "../../load/crowd.ts";
import { RawSocket } from "../../load/raw-socket.ts";
import type { Fault, FaultRun } from "../run-fault.ts";
import { until } from "../../support/until.ts";
import { underLoad } from "./under-load.ts";

const PEOPLE = { quick: 300, whole: 2_000 };
const BACK_WITHIN_MS = 60_000;

/** The process dies under thousands of sockets, and all of them come again when it is back. */
export const everybodyBack: Fault = {
  name: "2,000 sockets reconnecting at once",
  nodes: 1,
  onlyWhole: true,
  run: (run) =>
    underLoad(run, async () => {
      const node = run.world.nodes[0]!;
      const count = run.quick ? PEOPLE.quick : PEOPLE.whole;
      const crowd = await openCrowd(run, count);
      run.expect(await crowd.allIn(BACK_WITHIN_MS), `only ${crowd.inside()} of ${count} could connect`);
      for (const _ of run.rounds({ quick: 1, whole: 5 })) {
        await node.kill();
        await until("all are out", () => crowd.inside() === 0);
        const starting = node.start();
        // They come before the process says that it is ready.
        await until("the first is back", () => crowd.inside() > 0, BACK_WITHIN_MS);
        const begun = performance.now();
        const all = await crowd.allIn(BACK_WITHIN_MS);
        const ms = Math.round(performance.now() - begun);
        run.note(`${crowd.inside()} of ${count} were back ${ms} ms after the first`);
        await starting;
        run.expect(all, `only ${crowd.inside()} of ${count} came back`);
      }
      crowd.close();
    }),
};

/** People of their own, a socket each, who come again for ever. */
async function openCrowd({ world }: FaultRun, count: number) {
  const rooms = await makeRooms(world.databaseUrl(), { count: Math.ceil(count / 100), size: 100 });
  const people = rooms.flatMap(({ members }) => members.map(({ userId }) => userId));
  const ready = new Set<number>();
  const sockets: RawSocket[] = [];
  let over = false;

  const live = async (index: number, userId: string) => {
    for (let tries = 0; !over; tries += 1) {
      const person = { userId, name: "", clerkId: `user_${userId}`, sessionId: `sess_${userId}` };
      const socket = new RawSocket({
        index,
        port: world.nodes[0]!.port,
        origin: world.origin,
        token: world.token(person),
        onFrame: (_, buffer, start) => void (isEvent(buffer, start, "ready") && ready.add(index)),
      });
      sockets[index] = socket;
      await socket.ended;
      ready.delete(index);
      // As pages do: soon at first, then within two seconds of each other.
      await sleep(Math.min(2_000, 100 * 2 ** Math.min(tries, 5)) * (0.5 + Math.random() / 2));
    }
  };
  const lives = people.slice(0, count).map((userId, index) => live(index, userId));

  return {
    inside: () => ready.size,
    async allIn(limitMs: number) {
      const until = performance.now() + limitMs;
      while (ready.size < count && performance.now() < until) await sleep(20);
      return ready.size === count;
    },
    close() {
      over = true;
      for (const socket of sockets) socket.close();
      void Promise.all(lives);
    },
  };
}
