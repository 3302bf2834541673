// S17: searching a million messages through the door, as a member of some threads and not of others.
import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { containsPattern } from "../../../lib/queries/contains-pattern.ts";
import type { BenchContext } from "../bench-context.ts";
import { portOf } from "../bench-context.ts";
import { once } from "../bench-database.ts";
import { makeRooms, signIn } from "../cast.ts";
import { atMost, effort } from "../effort.ts";
import { figureOf, quantile } from "../figures.ts";
import { fetchText } from "../fetch-text.ts";
import { searchWords } from "../floors/statement-floors.ts";
import { openProcessSlot } from "../process-slot.ts";
import { quartiles, resultOf, type ScenarioResult } from "../result.ts";
import type { Room } from "../room-load.ts";
import { ELSEWHERE, fillCorpus, kanjiOf, wordOf } from "../search-corpus.ts";
import { startSubject } from "../subject.ts";
import type { ScenarioId } from "../targets.ts";
import { timeRatio } from "../time-ratio.ts";

const MESSAGES = effort.smoke ? 20_000 : 1_000_000;
const ROOMS = 60;
/** The reader is in two of three rooms. */
const isOpen = (room: number) => room % 3 !== 2;
const ASKED = 60;

type Question = { id: ScenarioId; metric: string; ask(n: number): string; by?: "few" };

/** What is asked the n-th time, by what makes it hard or easy. */
const QUESTIONS: Question[] = [
  { id: "S17-common", metric: "a word of every second to sixtieth", ask: (n) => wordOf(n % 20) },
  { id: "S17-rare", metric: "a word of some fifty", ask: (n) => wordOf(30_000 + n * 331) },
  { id: "S17-part", metric: "a phrase, or a part of a word", ask: partly },
  {
    id: "S17-cjk",
    metric: "two to four characters of Japanese",
    ask: (n) => kanjiOf(n) + (n % 2 ? kanjiOf(n * 7) : ""),
  },
  { id: "S17-operators", metric: "words with from:, in:, has:, before:, minus", ask: withOperators },
  { id: "S17-few", metric: "the common words, as a member of two threads", ask: (n) => wordOf(n % 20), by: "few" },
  { id: "S17-elsewhere", metric: "what others' threads say often and one's own never", ask: () => ELSEWHERE },
];

function partly(n: number): string {
  const word = wordOf(200 + n * 17);
  return n % 2 ? `"${wordOf(n % 40)} ${word}"` : word.slice(0, Math.max(3, word.length - 2));
}

let who = "";
let where = "";
function withOperators(n: number): string {
  const word = wordOf(n % 2 ? n % 20 : 2_000 + n * 37);
  const day = new Date(Date.now() - (1 + (n % 9)) * 86_400_000).toISOString().slice(0, 10);
  const filters = [`from:${who}`, `in:${where}`, `has:link`, `before:${day}`, `-${wordOf(3)} has:link`, `has:file`];
  return `${word} ${filters[n % filters.length]}`;
}

export async function searching(context: BenchContext): Promise<ScenarioResult[]> {
  const databaseUrl = await context.postgres.create();
  const rooms = await makeRooms(databaseUrl, { count: ROOMS, size: 2 });
  const readers = (await makeRooms(databaseUrl, { count: 2, size: 1 })) as [Room, Room];
  const open = rooms.filter((_, index) => isOpen(index));
  const filled = performance.now();
  await fillCorpus(databaseUrl, { rooms, count: MESSAGES, isOpen });
  const fillSeconds = (performance.now() - filled) / 1_000;
  await join(databaseUrl, readers[0], open);
  await join(databaseUrl, readers[1], open.slice(0, 2));
  [who, where] = await namesIn(databaseUrl, open[7] as Room);

  const port = portOf("searched");
  const subject = await startSubject({ databaseUrl, port, postmaster: context.postgres.pid });
  const slot = openProcessSlot(databaseUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const [many, few] = signIn(readers, subject.keys, subject.origin).map(
      (reader) => (q: string) =>
        fetchText(`${subject.origin}/api/search?q=${encodeURIComponent(q)}`, {
          agent,
          token: reader.members[0]?.token as string,
        }),
    ) as [Search, Search];
    const before = await wholeTableReads(databaseUrl);
    const results: ScenarioResult[] = [];
    for (const { id, metric, ask, by } of QUESTIONS)
      results.push(await timed(id, metric, (n) => (by === "few" ? few : many)(ask(n))));
    const reads = (await wholeTableReads(databaseUrl)) - before;
    if (reads !== 0 && !effort.smoke) throw new Error(`${reads} searches read the whole table of messages.`);

    const threadIds = open.map(({ threadId }) => threadId);
    let turn = 0;
    const word = () => wordOf(turn++ % 20);
    const { ratio, subjectMs, floorMs, noisy } = await timeRatio(
      () => many(word()),
      () => searchWords(slot.pool, threadIds, containsPattern(word())),
    );
    results.push(
      resultOf("S17-floor", {
        metric: "the common words: p50 over HTTP, with what stands before and after each, against the bare statement",
        value: subjectMs,
        unit: "ms",
        ratio: ratio.median,
        floor: "F6",
        spread: ratio.spread,
        noisy,
        note: `F6 ${floorMs.toFixed(2)} ms; quartiles ${quartiles(ratio)}; ${MESSAGES} messages filled in ${fillSeconds.toFixed(0)} s`,
      }),
    );
    return results;
  } finally {
    agent.destroy();
    await slot.prisma.$disconnect();
    await slot.pool.end();
    await subject.stop();
  }
}

type Search = (q: string) => Promise<string>;

async function join(databaseUrl: string, { members: [reader] }: Room, threads: readonly Room[]): Promise<void> {
  await once(
    databaseUrl,
    `INSERT INTO "ThreadParticipant" ("threadId", "userId") SELECT t, $2::uuid FROM unnest($1::uuid[]) t`,
    [threads.map(({ threadId }) => threadId), reader?.userId],
  );
}

async function timed(id: ScenarioId, metric: string, ask: (n: number) => Promise<string>): Promise<ScenarioResult> {
  const times: number[] = [];
  let found = 0;
  for (let n = 0; n < atMost(ASKED); n++) {
    const started = performance.now();
    const text = await ask(n);
    times.push(performance.now() - started);
    const { data } = JSON.parse(text) as { data: { results: unknown[]; unknown: string[] } };
    if (data.unknown.length > 0) throw new Error(`${id}: not understood: ${data.unknown.join(" ")}`);
    if (data.results.length > 0) found += 1;
  }
  const { median } = figureOf(times);
  return resultOf(id, {
    metric: `search in ${MESSAGES.toLocaleString("en")} messages, ${metric}: p95`,
    value: quantile(times, 0.95),
    unit: "ms",
    ratio: null,
    floor: "",
    note: `median ${median.toFixed(1)} ms, longest ${Math.max(...times).toFixed(0)} ms; ${found} of ${times.length} found something`,
  });
}

async function namesIn(databaseUrl: string, room: Room): Promise<[string, string]> {
  const [names] = await once<{ username: string; name: string }>(
    databaseUrl,
    `SELECT u.username, t.name FROM "User" u, "Thread" t WHERE u.id = $1::uuid AND t.id = $2::uuid`,
    [room.members[0]?.userId, room.threadId],
  );
  return [names?.username ?? "", names?.name ?? ""];
}

/** How often "Message" was read from end to end. Postgres counts that a moment late. */
async function wholeTableReads(databaseUrl: string): Promise<number> {
  await wait(1_500);
  const [row] = await once<{ reads: number }>(
    databaseUrl,
    `SELECT seq_scan::int AS reads FROM pg_stat_user_tables WHERE relname = 'Message'`,
  );
  return row?.reads ?? Number.NaN;
}
