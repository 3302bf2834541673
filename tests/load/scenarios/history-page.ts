// S11: a page of 50 out of a long history, in process and over HTTP, against the plainest prepared statement.
import { Agent } from "node:http";
import { listMessages } from "../../../lib/queries/list-messages.ts";
import { runQuery } from "../../../lib/queries/query.ts";
import type { BenchContext } from "../bench-context.ts";
import { fillHistory } from "../cast.ts";
import { fetchText } from "../fetch-text.ts";
import { readPage } from "../floors/statement-floors.ts";
import { openProcessSlot } from "../process-slot.ts";
import { resultOf, quartiles, type ScenarioResult } from "../result.ts";
import type { ScenarioId } from "../targets.ts";
import { timeRatio } from "../time-ratio.ts";

const HISTORY = 50_000;

export async function historyPage(context: BenchContext): Promise<ScenarioResult[]> {
  const [room] = await context.rooms({ count: 1, size: 2 });
  if (!room) throw new Error("There is no room to read in.");
  const { databaseUrl, origin } = context.subject;
  await fillHistory(databaseUrl, room, HISTORY);
  const slot = openProcessSlot(databaseUrl);
  const member = room.members[1];
  const actor = { userId: member?.userId as string, sessionId: "bench" };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const floor = (before: number) => readPage(slot.pool, room.threadId, before);
  try {
    const inProcess = (before: number) =>
      runQuery(listMessages, { actor, raw: { threadId: room.threadId, before, limit: 50 } });
    const url = `${origin}/api/threads/${room.threadId}/messages?limit=50&before=`;
    const overHttp = (before: number) => fetchText(`${url}${before}`, { agent, token: member?.token as string });
    return [
      await against(floor, inProcess, { id: "S11", metric: `page of 50 out of ${HISTORY}, in process: p50` }),
      await against(floor, overHttp, { id: "S11-http", metric: `page of 50 out of ${HISTORY}, over HTTP: p50` }),
    ];
  } finally {
    agent.destroy();
    await slot.prisma.$disconnect();
    await slot.pool.end();
  }
}

type Read = (before: number) => Promise<unknown>;

const anyPlace = () => 100 + Math.floor(Math.random() * (HISTORY - 100));

async function against(floor: Read, subject: Read, { id, metric }: { id: ScenarioId; metric: string }) {
  const { ratio, subjectMs, floorMs, noisy } = await timeRatio(
    () => subject(anyPlace()),
    () => floor(anyPlace()),
  );
  return resultOf(id, {
    metric,
    value: subjectMs,
    unit: "ms",
    ratio: ratio.median,
    floor: "F5",
    spread: ratio.spread,
    noisy,
    note: `F5 ${floorMs.toFixed(2)} ms; quartiles ${quartiles(ratio)}`,
  });
}
