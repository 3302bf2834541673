// S12: what must not grow with the workspace: a page in a long thread, a delivery in a large room, a long thread list.
import { getHome } from "../../../lib/queries/get-home.ts";
import { listMessages } from "../../../lib/queries/list-messages.ts";
import { runQuery } from "../../../lib/queries/query.ts";
import type { BenchContext } from "../bench-context.ts";
import { fillHistory, joinAll, makeRooms } from "../cast.ts";
import { compare } from "../paired.ts";
import { openProcessSlot } from "../process-slot.ts";
import { resultOf, type ScenarioResult } from "../result.ts";
import { timeRatio } from "../time-ratio.ts";
import type { ScenarioId } from "../targets.ts";

const LONG = 500_000;
const SHORT = 500;

export async function growth(context: BenchContext): Promise<ScenarioResult[]> {
  return [...(await readsGrow(context)), await deliveryGrows(context)];
}

async function readsGrow(context: BenchContext): Promise<ScenarioResult[]> {
  const databaseUrl = await context.postgres.create();
  const [long, short] = await makeRooms(databaseUrl, { count: 2, size: 1 });
  const [busy] = await makeRooms(databaseUrl, { count: 1_000, size: 1 });
  const [calm] = await makeRooms(databaseUrl, { count: 20, size: 1 });
  if (!long || !short || !busy || !calm) throw new Error("There are no rooms to read in.");
  const busyId = busy.members[0]?.userId as string;
  const calmId = calm.members[0]?.userId as string;
  await joinAll(databaseUrl, { userId: busyId, threads: 1_000 });
  await joinAll(databaseUrl, { userId: calmId, threads: 20 });
  await fillHistory(databaseUrl, long, LONG);
  await fillHistory(databaseUrl, short, SHORT);
  const slot = openProcessSlot(databaseUrl);
  const page =
    ({ threadId, members }: typeof long, length: number) =>
    () =>
      runQuery(listMessages, {
        actor: { userId: members[0]?.userId as string, sessionId: "bench" },
        raw: { threadId, before: 100 + Math.floor(Math.random() * (length - 100)), limit: 50 },
      });
  const list = (userId: string) => () => runQuery(getHome, { actor: { userId, sessionId: "bench" }, raw: {} });
  try {
    const pages = await timeRatio(page(long, LONG), page(short, SHORT));
    const lists = await timeRatio(list(busyId), list(calmId));
    const line = (id: ScenarioId, metric: string, floor: string, { ratio, subjectMs, noisy }: typeof pages) =>
      resultOf(id, { metric, value: subjectMs, unit: "ms", ratio: ratio.median, floor, spread: ratio.spread, noisy });
    return [
      line("S12-page", `page out of ${LONG} messages: p50`, `of ${SHORT}`, pages),
      line("S12-list", "thread list of 1,000: p50", "of 20", lists),
    ];
  } finally {
    await slot.prisma.$disconnect();
    await slot.pool.end();
  }
}

/** CPU a delivery at 1,000 members against 100, and the same of the floor: only what we add may be held against us. */
async function deliveryGrows(context: BenchContext): Promise<ScenarioResult> {
  const costAt = (size: number) =>
    context.withRooms({ count: 1, size }, async ({ subject, floor }) => {
      const options = { pairs: 12, sliceMs: 500 };
      const sides = [
        { slice: (ms: number) => subject.flood(ms, 8) },
        { slice: (ms: number) => floor.flood(ms, 8) },
      ] as const;
      const { subjectUs, floorUs, cpu, noisy } = await compare(sides[0], sides[1], options);
      return { subject: subjectUs / size, floor: floorUs / size, cpu, noisy };
    });
  const small = await costAt(100);
  const large = await costAt(1_000);
  const growth = large.subject / small.subject;
  const floorGrowth = large.floor / small.floor;
  return resultOf("S12-delivery", {
    metric: "CPU a delivery at 1,000 members ÷ at 100, over F1's own growth",
    value: large.subject,
    unit: "µs",
    ratio: growth / floorGrowth,
    floor: "F1",
    spread: Math.max(small.cpu.spread, large.cpu.spread),
    noisy: small.noisy || large.noisy,
    note: `ours ${growth.toFixed(2)}, F1's ${floorGrowth.toFixed(2)}`,
  });
}
