import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../run-fault.ts";

/**
 * Somebody connects to a process whose way to Postgres is slow, while another process sends: it is between "which
 * threads" and "what they are at" that a message could be lost (PROTOCOL C2). Each message is the last of its thread, and
 * heads do not reach this screen, so that nothing else would find it.
 */
export const connectsMeanwhile: Fault = {
  name: "messages while somebody connects",
  nodes: 2,
  async run(run) {
    const { world } = run;
    const [ada, bo] = await run.cast("Ada", "Bo");
    for (let n = 0; n < 24; n += 1) await run.thread();
    const [near, far] = [await run.link(world.nodes[0]!), await run.link(world.nodes[1]!)];
    const writer = await run.writer(ada!, near);
    const screen = await run.screen(bo!, { link: far });
    let slowest = 0;
    for (let n = 0; n < (run.quick ? 2 : 20); n += 1) {
      far.cut();
      await sleep(100);
      world.databaseLinks[1]!.delay(150);
      far.mend();
      far.tap((direction, piece) => (direction === "down" ? withoutHeads(piece) : undefined));
      // Handshake, session, first read, second read: some of the messages fall in between.
      for (const threadId of run.threads) {
        await writer.send(threadId);
        await sleep(80);
      }
      world.databaseLinks[1]!.mend();
      const ms = await screen.settle(run.threads, 15_000);
      run.expect(ms !== null, "what was sent while somebody connected is lost to them");
      slowest = Math.max(slowest, ms ?? 15_000);
    }
    far.tap(null);
    run.note(`level ${slowest} ms after the last message at the latest`);
  },
};

/** The page knows no event of that name. */
function withoutHeads(piece: Buffer): Buffer {
  const text = piece.toString("latin1");
  return text.includes('42["heads"') ? Buffer.from(text.replaceAll('42["heads"', '42["haeds"'), "latin1") : piece;
}
