// S11: a page of 50 out of a long history, in process and over HTTP, against the plainest prepared statement.
import { Agent, get } from "node:http";
import { listMessages } from "../../../lib/queries/list-messages.ts";
import { runQuery } from "../../../lib/queries/query.ts";
import type { BenchContext } from "../bench-context.ts";
import { fillHistory } from "../cast.ts";
import { figureOf, quantile } from "../figures.ts";
import { readPage } from "../floors/statement-floors.ts";
import { openProcessSlot } from "../process-slot.ts";
import { resultOf, quartiles, type ScenarioResult } from "../result.ts";
import type { ScenarioId } from "../targets.ts";

const HISTORY = 50_000;
const READS_A_BLOCK = 40;
const BLOCKS = 16;

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

async function against(floor: Read, subject: Read, { id, metric }: { id: ScenarioId; metric: string }) {
  const medianOf = async (read: Read) => {
    const times: number[] = [];
    for (let count = 0; count < READS_A_BLOCK; count++) {
      const before = 100 + Math.floor(Math.random() * (HISTORY - 100));
      const started = performance.now();
      await read(before);
      times.push(performance.now() - started);
    }
    return quantile(times, 0.5);
  };
  await medianOf(floor);
  await medianOf(subject);
  const pairs: { subject: number; floor: number }[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const subjectFirst = block % 2 === 0;
    const first = await medianOf(subjectFirst ? subject : floor);
    const second = await medianOf(subjectFirst ? floor : subject);
    pairs.push(subjectFirst ? { subject: first, floor: second } : { subject: second, floor: first });
  }
  const ratio = figureOf(pairs.map((pair) => pair.subject / pair.floor));
  const floorMs = figureOf(pairs.map((pair) => pair.floor)).median;
  return resultOf(id, {
    metric,
    value: figureOf(pairs.map((pair) => pair.subject)).median,
    unit: "ms",
    ratio: ratio.median,
    floor: "F5",
    spread: ratio.spread,
    noisy: ratio.spread > 0.35,
    note: `F5 ${floorMs.toFixed(2)} ms; quartiles ${quartiles(ratio)}`,
  });
}

function fetchText(url: string, { agent, token }: { agent: Agent; token: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(text)
          : reject(new Error(`${response.statusCode}: ${text.slice(0, 200)}`)),
      );
    }).on("error", reject);
  });
}
