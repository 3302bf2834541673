import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../run-fault.ts";
import type { Person, World } from "../world.ts";
import { until } from "../../support/until.ts";

/** The system itself takes in about 4 MB for each on the loopback, so that in the quick run they are fewer. */
const READERS = { quick: 60, whole: 200 };
/** Three bytes a character: a flood that fills their queues with few messages. */
const FILLER = "語".repeat(7_900);
/** The process may grow by so much, in MiB. */
const GROWTH_MAX = 350;

/**
 * 200 clients that say they are alive and read nothing, in a thread that is flooded: each is cut when its queue is full
 * (PROTOCOL F4), the process stays small, and the others get everything.
 */
export const stalledReaders: Fault = {
  name: "200 clients that stop reading",
  nodes: 1,
  async run(run) {
    const { world } = run;
    const node = world.nodes[0]!;
    const count = run.quick ? READERS.quick : READERS.whole;
    const people = await run.cast("Ada", "Bo", "Cy", "Dee", "Eve");
    const [ada, bo] = people;
    const flooded = await run.thread();
    const calm = await run.thread();
    await run.screen(bo!);
    const [probe, ...flooders] = await Promise.all([bo!, ada!, ada!, ada!, ada!].map((person) => run.writer(person)));
    const latencies = async (most: number, over?: AbortSignal) => {
      const times: number[] = [];
      while (!over?.aborted && times.length < most) {
        const begun = performance.now();
        await probe!.send(calm);
        times.push(performance.now() - begun);
        await sleep(30);
      }
      return times;
    };
    const before = await latencies(40);
    const readers = await Promise.all(
      Array.from({ length: count }, (_, at) => openStalledReader(world, people[2 + (at % 3)]!)),
    );
    const memory = node.memory();
    let peak = memory;
    const sampling = setInterval(() => (peak = Math.max(peak, node.memory())), 100);
    const over = new AbortController();
    const probing = latencies(Number.POSITIVE_INFINITY, over.signal);
    await Promise.all(
      flooders.map(async (writer, at) => {
        for (let n = 0; n < 75; n += 1) await writer.send(flooded, { body: `${at} ${n} ${FILLER}` });
      }),
    );
    over.abort();
    const during = await probing;
    clearInterval(sampling);
    for (const reader of readers) reader.resume();
    await until("the stalled are cut", () => readers.every((reader) => reader.closed), 8_000).catch(() => undefined);
    const open = readers.filter((reader) => !reader.closed).length;
    for (const reader of readers) reader.destroy();
    run.note(
      `${count - open} of ${count} were cut; the process grew by ${Math.round(peak - memory)} MiB from ${Math.round(memory)}`,
    );
    run.note(
      `a send of somebody else took ${percentiles(before)} ms before, ${percentiles(during)} ms during the flood (p50/p95)`,
    );
    run.expect(open === 0, `${open} clients that read nothing were not cut`);
    run.expect(peak - memory <= GROWTH_MAX, `the process grew by ${Math.round(peak - memory)} MiB`);
    run.expect(quantile(during, 0.95) < 1_000, `others waited ${Math.round(quantile(during, 0.95))} ms (p95)`);
  },
};

/** A WebSocket by hand: connects, is let in, and from then on reads nothing and says from time to time that it lives. */
async function openStalledReader(world: World, person: Person): Promise<Socket> {
  const socket = connect({ port: world.nodes[0]!.port, host: "127.0.0.1" });
  socket.on("error", () => undefined);
  const { host } = new URL(world.origin);
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${world.origin}\r\n` +
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
      `Sec-WebSocket-Key: ${Buffer.from("sixteen bytes!!!").toString("base64")}\r\n\r\n`,
  );
  let heard = "";
  const hear = (piece: Buffer) => (heard += piece.toString("latin1"));
  socket.on("data", hear);
  await until("it is connected", () => heard.includes('0{"sid"'), 30_000);
  socket.write(frameOf(`40${JSON.stringify({ token: world.token(person) })}`));
  await until("it is let in", () => heard.includes('42["ready"'), 30_000);
  socket.pause();
  socket.off("data", hear);
  const alive = setInterval(() => !socket.destroyed && socket.write(frameOf("3")), 2_000);
  socket.on("close", () => clearInterval(alive));
  return socket;
}

/** A text frame as a client sends it; the mask is zero. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

const quantile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
const percentiles = (values: number[]): string =>
  `${Math.round(quantile(values, 0.5))}/${Math.round(quantile(values, 0.95))}`;
