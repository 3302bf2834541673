// P: the same room on another server that keeps what it delivers.
import type { BenchContext } from "../bench-context.ts";
import { portOf } from "../bench-context.ts";
import { startEjabberd } from "../floors/ejabberd.ts";
import { compare } from "../paired.ts";
import { quartiles, resultOf, type ScenarioResult } from "../result.ts";
import { XmppRoom } from "../xmpp-room.ts";

const SIZE = 100;
const IN_FLIGHT = 8;

/** Messages a second through one room × 100 with 8 in flight, persisted, against ejabberd's. */
export async function againstEjabberd(context: BenchContext): Promise<ScenarioResult> {
  const databaseUrl = await context.postgres.createEmpty();
  const other = await startEjabberd({ port: portOf("ejabberd"), databaseUrl, postmaster: context.postgres.pid });
  const room = new XmppRoom(other.meter);
  try {
    await room.connect({ port: other.port, size: SIZE });
    return await context.withRooms({ count: 1, size: SIZE }, async ({ subject }) => {
      const compared = await compare(
        { slice: (ms) => subject.flood(ms, IN_FLIGHT) },
        { slice: (ms) => room.flood(ms, IN_FLIGHT) },
        { pairs: 16, sliceMs: 500, judge: "rate" },
      );
      const archived = await other.archived();
      if (archived !== room.delivered)
        throw new Error(`ejabberd delivered ${room.delivered} messages and keeps ${archived}.`);
      const { rate, cpu, subjectRate, floorRate, subjectUs, floorUs, pairs, noisy } = compared;
      return resultOf("P", {
        metric: `one room × ${SIZE}, ${IN_FLIGHT} in flight: messages a second`,
        value: subjectRate,
        unit: "/s",
        ratio: rate.median,
        floor: "ejabberd",
        spread: rate.spread,
        noisy,
        note: `ejabberd ${floorRate.toFixed(0)}/s; quartiles ${quartiles(rate)}; CPU a message ${subjectUs.toFixed(0)} against ${floorUs.toFixed(0)} µs (${cpu.median.toFixed(2)}); ${pairs} pairs`,
      });
    });
  } finally {
    room.close();
    await other.stop();
  }
}
