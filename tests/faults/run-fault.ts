// One fault: opens writers and screens in a world, lets them be disturbed, heals, and has the checker judge.
import { setTimeout as sleep } from "node:timers/promises";
import { checkRun, type Violation } from "./checker.ts";
import { readDatabaseRows } from "./database-rows.ts";
import { countAcknowledged, type HistoryLine } from "./history.ts";
import type { AppNode } from "./app-node.ts";
import { openScreen, type Screen, type ScreenOptions } from "./screen.ts";
import type { Link, Person, World } from "./world.ts";
import { openWriter, type Writer } from "./writer.ts";

/** A sequence that looks random and is the same for the same seed. */
export type Dice = (sides: number) => number;

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What a fault works with. Everything it opens is closed after it. */
export type FaultRun = {
  world: World;
  history: HistoryLine[];
  dice: Dice;
  /** How much of it: 1 is the quick run that CI makes. */
  quick: boolean;
  threads: string[];
  /** Threads that take no part in the mixed writes; the checker reads them too. */
  apart: string[];
  people: Person[];
  writers: Writer[];
  screens: Screen[];
  /** Says a figure of the run. */
  note(text: string): void;
  /** Something that must hold and is no matter of messages. */
  expect(holds: boolean, what: string): void;
  /** Makes people, and a thread they are all in. */
  cast(...names: string[]): Promise<Person[]>;
  thread(people?: Person[]): Promise<string>;
  /** A network of somebody's own. */
  link(...nodes: AppNode[]): Promise<Link>;
  writer(person: Person, link?: Link): Promise<Writer>;
  screen(person: Person, options?: Partial<ScreenOptions>): Promise<Screen>;
  /** `quick` threads that everybody is in; more in a whole run, which writes much more. */
  places(quick: number): Promise<void>;
  /** Writers write all sorts of things into all threads until `over`. */
  mixedWrites(over: AbortSignal): Promise<void>;
  /**
   * Counts the rounds of a fault: so many in a quick run; in a whole one at least so many, and on until enough was
   * acknowledged meanwhile.
   */
  rounds(of: { quick: number; whole: number }): Generator<number>;
  /** The sends of its writers that were acknowledged. */
  acknowledged(): number;
};

export type Fault = {
  name: string;
  /** Which world it needs: one process, or two over Redis. */
  nodes: 1 | 2;
  /** Left out of the quick run. */
  onlyWhole?: true;
  run(run: FaultRun): Promise<void>;
};

export type FaultReport = {
  name: string;
  acknowledged: number;
  seconds: number;
  notes: string[];
  violations: (Violation | { invariant: string; what: string })[];
};

/** Screens must have everything so long after a fault has healed, in ms: aims of ours with room for a busy machine. */
const CONVERGED_WITHIN = 40_000;
/** What a fault's writers get acknowledged in a whole run, unless that takes too long. */
const WHOLE = { acknowledged: 20_000, ms: 4 * 60_000, places: 8, lanes: 6 };

export async function runFault(
  fault: Fault,
  { world, seed, quick }: { world: World; seed: number; quick: boolean },
): Promise<FaultReport> {
  const begun = performance.now();
  const history: HistoryLine[] = [];
  const dice = createDice(seed);
  const notes: string[] = [];
  const broken: { invariant: string; what: string }[] = [];
  const links: Link[] = [];
  const run: FaultRun = {
    world,
    history,
    dice,
    quick,
    threads: [],
    apart: [],
    people: [],
    writers: [],
    screens: [],
    note: (text) => void notes.push(text),
    expect: (holds, what) => void (holds || broken.push({ invariant: "expected", what })),
    async cast(...names) {
      const made = await Promise.all(names.map((name) => world.person(name)));
      run.people.push(...made);
      return made;
    },
    async thread(people = run.people) {
      const [owner, ...members] = people;
      const id = await world.thread(owner!, members);
      run.threads.push(id);
      return id;
    },
    async link(...nodes) {
      const link = await world.link(...nodes);
      links.push(link);
      return link;
    },
    async writer(person, link) {
      const writer = openWriter(world, { person, link: link ?? (await run.link()), history });
      run.writers.push(writer);
      await writer.connected();
      return writer;
    },
    async screen(person, options = {}) {
      const name = `${person.name}${run.screens.length}`;
      const screen = await openScreen(world, {
        person,
        name,
        link: options.link ?? (await run.link()),
        history,
        ...options,
      });
      run.screens.push(screen);
      if ((await screen.settle(run.threads)) === null) throw new Error(`${name} did not come up.`);
      for (const id of run.threads) if (screen.state().threads[id]?.entry) await screen.open(id);
      return screen;
    },
    async places(count) {
      for (let n = 0; n < (quick ? count : WHOLE.places); n += 1) await run.thread();
    },
    async mixedWrites(over) {
      const lanes = run.writers.flatMap((writer) => Array.from({ length: quick ? 1 : WHOLE.lanes }, () => writer));
      await Promise.all(lanes.map((writer) => writeAll({ writer, run, over })));
    },
    *rounds(of) {
      const started = performance.now();
      const isEnough = () => run.acknowledged() >= WHOLE.acknowledged || performance.now() - started > WHOLE.ms;
      for (let n = 0; n < (quick ? of.quick : of.whole) || (!quick && !isEnough()); n += 1) yield n;
    },
    acknowledged: () => run.writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0),
  };

  try {
    await fault.run(run);
    const settled = await Promise.all(run.screens.map((screen) => screen.settle(run.threads, CONVERGED_WITHIN)));
    for (const [at, ms] of settled.entries())
      run.expect(ms !== null, `${run.screens[at]!.name} did not converge: ${describe(run.screens[at]!, run.threads)}`);
    if (settled.length > 0) run.note(`converged in ${Math.max(...settled.map((ms) => ms ?? CONVERGED_WITHIN))} ms`);
    // A page cannot be loaded over a link that is still down: then what is shown is what counts.
    for (const screen of run.screens)
      await screen.finish(run.threads).catch((error: unknown) => run.expect(false, String(error)));
    const rows = await readDatabaseRows(world.databaseUrl(), [...run.threads, ...run.apart]);
    const violations = [...broken, ...checkRun(history, rows)];
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    return { name: fault.name, acknowledged: countAcknowledged(history), seconds, notes, violations };
  } finally {
    for (const writer of run.writers) writer.close();
    for (const screen of run.screens) screen.close();
    await Promise.all(links.map((link) => link.close()));
  }
}

/** Mostly sends; now and then an edit, a deletion, a read marker, and a look at what was just written. */
async function writeAll({ writer, run, over }: { writer: Writer; run: FaultRun; over: AbortSignal }): Promise<void> {
  const { dice, threads, history, world } = run;
  while (!over.aborted) {
    const threadId = threads[dice(threads.length)]!;
    const mine = writer.acknowledged[dice(Math.max(1, writer.acknowledged.length))];
    const act = dice(20);
    if (act < 14 || !mine) {
      const other = run.people[dice(run.people.length)]!;
      const clientId = await writer.send(
        threadId,
        act === 0 ? { body: `<@${other.userId}> ${run.history.length}` } : {},
      );
      if (act === 1) history.push({ type: "readBack", clientId, found: await isFound(world, writer, clientId) });
    } else if (act < 17) await writer.edit(mine.messageId, `edited ${run.history.length}`);
    else if (act < 18) await writer.remove(mine.messageId);
    else await writer.read(mine.threadId, mine.seq);
    await sleep(dice(run.quick ? 30 : 5));
  }
}

/** What the author's own next question says; true where nobody can answer it, for then nothing was denied. */
async function isFound(world: World, { person, acknowledged }: Writer, clientId: string): Promise<boolean> {
  const message = acknowledged.find((one) => one.clientId === clientId);
  if (!message) return true;
  const path = `/api/messages/${message.messageId}`;
  return world.call<{ clientId: string }>(person, "GET", path).then(
    (found) => found.clientId === clientId,
    (error: Error) => !/ 404 /.test(error.message),
  );
}

function describe({ state }: Screen, threadIds: string[]): string {
  const { connection, threads, user, outbox } = state();
  const places = threadIds.map((id) => {
    const slice = threads[id];
    return `${slice?.seq}/${slice?.seen}${slice?.stale ? " stale" : ""}${slice?.gone ? " gone" : ""}`;
  });
  return `${connection.link}, behind ${connection.behind}, user ${user.seq}/${user.seen}, threads ${places.join(" ")}, outbox ${Object.keys(outbox).length}`;
}
