// S12: what grows with the installation and what does not: long histories, large rooms, long thread lists.
import { getHome } from "../../../lib/queries/get-home.ts";
import { listMessages } from "../../../lib/queries/list-messages.ts";
import { runQuery } from "../../../lib/queries/query.ts";
import type { BenchContext } from "../bench-context.ts";
import { fillHistory, joinThreads } from "../cast.ts";
import { compare, type Comparison } from "../paired.ts";
import { openProcessSlot } from "../process-slot.ts";
import { quartiles, resultOf, type ScenarioResult } from "../result.ts";
import type { Room } from "../room-load.ts";
import { timeRatio } from "../time-ratio.ts";

const LONG = 500_000;
const SHORT = 500;
const MANY = 1_000;
const FEW = 20;

export async function growth(context: BenchContext): Promise<ScenarioResult[]> {
  return [...(await reads(context)), await deliveries(context)];
}

async function reads(context: BenchContext): Promise<ScenarioResult[]> {
  const { databaseUrl } = context.subject;
  const [long, short, many, few] = (await context.rooms({ count: 4, size: 1 })) as [Room, Room, Room, Room];
  await fillHistory(databaseUrl, short, SHORT);
  await fillHistory(databaseUrl, long, LONG);
  await joinThreads(databaseUrl, personOf(many), MANY);
  await joinThreads(databaseUrl, personOf(few), FEW);
  const slot = openProcessSlot(databaseUrl);
  try {
    return [await pages({ long, short }), await lists({ many, few })];
  } finally {
    await slot.prisma.$disconnect();
    await slot.pool.end();
  }
}

async function pages({ long, short }: { long: Room; short: Room }): Promise<ScenarioResult> {
  const page = (room: Room, length: number) => () => {
    const before = 60 + Math.floor(Math.random() * (length - 60));
    const raw = { threadId: room.threadId, before, limit: 50 };
    return runQuery(listMessages, { actor: actorOf(room), raw });
  };
  const { ratio, subjectMs, floorMs, noisy } = await timeRatio(page(long, LONG), page(short, SHORT));
  return resultOf("S12-page", {
    metric: "page of 50 in 500,000 messages against 500: p50",
    value: subjectMs,
    unit: "ms",
    ratio: ratio.median,
    floor: "500",
    spread: ratio.spread,
    noisy,
    note: `${floorMs.toFixed(2)} ms in 500; quartiles ${quartiles(ratio)}`,
  });
}

async function lists({ many, few }: { many: Room; few: Room }): Promise<ScenarioResult> {
  const list = (room: Room) => () => runQuery(getHome, { actor: actorOf(room), raw: {} });
  const { ratio, subjectMs, floorMs, noisy } = await timeRatio(list(many), list(few));
  return resultOf("S12-list", {
    metric: "thread list of 1,000 threads against 20: p50",
    value: subjectMs,
    unit: "ms",
    ratio: ratio.median,
    floor: "20",
    spread: ratio.spread,
    noisy,
    note: `${floorMs.toFixed(2)} ms with 20; quartiles ${quartiles(ratio)}`,
  });
}

/** CPU of one delivery in a room of 1,000 against one of 100, for us and for F1. */
async function deliveries(context: BenchContext): Promise<ScenarioResult> {
  return context.withRooms({ count: 1, size: 1_000 }, (large) =>
    context.withRooms({ count: 1, size: 100 }, async (small) => {
      const pairs = { pairs: 16, sliceMs: 500 };
      const flooded = (side: "subject" | "floor") =>
        compare({ slice: (ms) => large[side].flood(ms, 8) }, { slice: (ms) => small[side].flood(ms, 8) }, pairs);
      const ours = await flooded("subject");
      const floors = await flooded("floor");
      const each = ({ cpu }: Comparison) => cpu.median / 10;
      return resultOf("S12-delivery", {
        metric: "CPU a delivery at 1,000 members against 100, beside F1's growth",
        value: ours.subjectUs / 1_000,
        unit: "µs",
        ratio: each(ours) / each(floors),
        floor: "F1",
        spread: Math.max(ours.cpu.spread, floors.cpu.spread),
        noisy: ours.noisy || floors.noisy,
        note: `ours × ${each(ours).toFixed(2)}, F1's × ${each(floors).toFixed(2)}`,
      });
    }),
  );
}

const personOf = ({ members }: Room): string => members[0]?.userId as string;
const actorOf = (room: Room) => ({ userId: personOf(room), sessionId: "bench" });
