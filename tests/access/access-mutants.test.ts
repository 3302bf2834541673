import { afterAll, beforeAll, expect, test } from "vitest";
import type { accessPreviewPicture } from "../../lib/access/access-preview.ts";
import type { Actor } from "../../lib/access/actor.ts";
import { type CommandName, commandDoors } from "../../lib/contract/doors.ts";
import type { Envelope } from "../../lib/contract/errors.ts";
import type { addEmoji } from "../../lib/commands/add-emoji.ts";
import type { beginUpload } from "../../lib/commands/begin-upload.ts";
import type { finishUpload } from "../../lib/commands/finish-upload.ts";
import type { exportAudit } from "../../lib/queries/export-audit.ts";
import { queryContext } from "../../lib/queries/query.ts";
import { pgSql } from "../../lib/db.ts";
import { errorBodyOf, isAppError } from "../../lib/errors.ts";
import { SYSTEM_ACTIONS, THREAD_ACTIONS } from "../../lib/policy/actions.ts";
import type { DoorName } from "../support/rest-doors.ts";
import { ACCESS_EQUIVALENT, SQL_CHECKS } from "./access-equivalents.ts";
import { CodeLoader } from "./code-loader.ts";
import type { Ids, Where } from "./door-case.ts";
import { THREAD_DOORS, WORKSPACE_DOORS } from "./door-table.ts";
import { type DoorWorld, KINDS, openDoorWorld, RELATIONS_IN, STATES, SYSTEMS } from "./door-world.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { joinedAt, RESTRAINED, RESTRAINTS } from "./restraints.ts";
import { countMutants } from "./tally.ts";

// Each check of lib/access taken out or turned round, one at a time, and each question that a command or query asks made
// the weakest there is: the door cells must notice. Run in this process, on copies of the code.

type Copy = {
  runCommand(command: unknown, request: { actor: Actor; raw: unknown }): Promise<unknown>;
  queryObject(query: unknown, request: { actor: Actor; raw: unknown }): Promise<unknown>;
  commandTable: Record<string, unknown>;
  queryTable: Record<string, unknown>;
  accessPreviewPicture: typeof accessPreviewPicture;
  beginUpload: typeof beginUpload;
  finishUpload: typeof finishUpload;
  addEmoji: typeof addEmoji;
  exportAudit: typeof exportAudit;
};
const ROOTS = [
  "lib/commands/run.ts",
  "lib/commands/table.ts",
  "lib/queries/query.ts",
  "lib/queries/table.ts",
  "lib/access/access-preview.ts",
  "lib/commands/begin-upload.ts",
  "lib/commands/finish-upload.ts",
  "lib/commands/add-emoji.ts",
  "lib/queries/export-audit.ts",
];

/**
 * One question through a copy: its whole answer as text, that of the unchanged copy, and the files that it takes. `writes`:
 * when something may have been changed, by what is set up before or by what is answered.
 */
type Probe = {
  name: string;
  /** Found out by asking twice. */
  moves?: true;
  writes: "never" | "where allowed" | "always";
  ask(copy: Copy): Promise<string>;
  wanted?: string;
  enters?: ReadonlySet<string>;
};

/**
 * Of each entry's cells, so many, fewer of those that differ by the person acted on, and one of each answer to each role
 * in each state: the cells' own test asks all of them.
 */
const OF_EACH = 6;
const OF_EACH_TARGET = 1;

let world: DoorWorld;
let loader: CodeLoader;
beforeAll(async () => {
  [world, loader] = [await openDoorWorld(), await CodeLoader.open()];
}, 120_000);
afterAll(() => world?.close());

test("every mutant of what judges dies", { timeout: 3_600_000 }, async () => {
  const probes = [
    ...probesOfRestraints(),
    ...probesOfPictures(),
    ...probesOfRoutes(),
    ...shuffled([...probesOfDoors(), ...probesOfNothing(), ...probesOfAccounts()]),
  ];
  const whole = loader.load<Copy>(ROOTS);
  for (const probe of probes) {
    loader.entered.clear();
    probe.wanted = await askOnce(probe, whole);
    probe.enters = new Set(loader.entered);
  }
  // What tells of the present (a place in time, figures of this process) is held to the fact that it answers.
  for (const probe of probes) {
    if ((await askOnce(probe, whole)) === probe.wanted) continue;
    probe.moves = true;
    probe.wanted = await askOnce(probe, whole);
  }

  const mutants = [...codeMutants(), ...sqlMutants(), ...questionMutants()];
  const excused = new Map(ACCESS_EQUIVALENT.map((each) => [nameOf(each), each.because]));
  const alive: string[] = [];
  for (const [index, mutant] of mutants.entries()) {
    if (!(await survives(mutant, { probes, whole }))) continue;
    alive.push(nameOf(mutant));
    if (!excused.has(nameOf(mutant))) console.log(`${index + 1} of ${mutants.length} lives: ${nameOf(mutant)}`);
  }

  const survivors = alive.filter((name) => !excused.has(name));
  countMutants(mutants.length, survivors.length);
  console.log(
    `${mutants.length} mutants, ${survivors.length} survivors (${alive.length - survivors.length} equivalent)`,
  );
  expect(survivors).toEqual([]);
  expect(
    [...excused.keys()].filter((name) => !alive.includes(name)),
    "listed as equivalent, yet killed or gone",
  ).toEqual([]);
});

const nameOf = ({ file, change }: Pick<Mutant, "file" | "change">) => `${file}: ${change}`;

async function survives(mutant: Mutant, { probes, whole }: { probes: Probe[]; whole: Copy }): Promise<boolean> {
  let copy: Copy;
  try {
    copy = loader.load<Copy>(ROOTS, mutant);
  } catch {
    return false;
  }
  try {
    const hasCode = probes.some(({ enters }) => enters?.has(mutant.file));
    for (const [index, probe] of probes.entries()) {
      // What never runs a line of the file cannot tell. Files without functions are text for all the others.
      if (hasCode && !probe.enters?.has(mutant.file)) continue;
      if (!(await isKilledBy(probe, { copy, whole }))) continue;
      // What one mutant dies of, its neighbours often do: ask that first.
      probes.unshift(...probes.splice(index, 1));
      return false;
    }
    return true;
  } finally {
    world.host.slot.queues.clear();
    await putBack();
  }
}

/**
 * Whether the mutant answers otherwise. It is asked again after the unchanged code, which must still answer as it did: an
 * answer that came late or that moves by itself is no mutant's death.
 */
async function isKilledBy(probe: Probe, { copy, whole }: { copy: Copy; whole: Copy }): Promise<boolean> {
  if (!(await answersOtherwise(probe, copy))) return false;
  if ((await answersOtherwise(probe, whole)) && (await answersOtherwise(probe, whole))) {
    probe.moves = true;
    probe.wanted = await askOnce(probe, whole);
  }
  return answersOtherwise(probe, copy);
}

async function answersOtherwise(probe: Probe, copy: Copy): Promise<boolean> {
  try {
    return (await askOnce(probe, copy)) !== probe.wanted;
  } catch {
    await putBack();
    return true;
  }
}

/** Asks, and puts back what that changed. Sends queue in the process's slot, by the name of their command: in a new one. */
async function askOnce(probe: Probe, copy: Copy): Promise<string> {
  world.host.slot.queues.clear();
  const told = await probe.ask(copy);
  const answer = probe.moves ? told.slice(0, '{"ok":true'.length) : told;
  if (probe.writes === "never" || (probe.writes === "where allowed" && !told.startsWith('{"ok":true'))) return answer;
  return `${answer} ${await putBack()}`;
}

/** Gives what was put back: each table, with how many of its rows. */
async function putBack(): Promise<string> {
  const tables = await world.changedTables();
  const rows = await world.changedRows(tables);
  await world.restore(tables, rows);
  const count = new Map<string, number>();
  for (const { table } of rows) count.set(table, (count.get(table) ?? 0) + 1);
  return JSON.stringify([...count].sort());
}

const through = (copy: Copy, door: DoorName, request: { actor: Actor; raw: unknown }): Promise<string> =>
  toldOf(() =>
    door in commandDoors
      ? copy.runCommand(copy.commandTable[door as CommandName], request)
      : copy.queryObject(copy.queryTable[door], request),
  );

async function toldOf(work: () => Promise<unknown>): Promise<string> {
  try {
    const data = await work();
    return JSON.stringify({ ok: true, data } satisfies Envelope<unknown>);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { retryAfterMs, ...told } = errorBodyOf(error);
    // Times pass: of them it matters that they are told.
    return JSON.stringify({ ok: false, error: told, waits: retryAfterMs !== undefined && retryAfterMs > 0 }).replaceAll(
      /"(retryAfterMs|until)":\d+/g,
      '"$1":1',
    );
  }
}

function* probesOfDoors(): Generator<Probe> {
  for (const spec of [...THREAD_DOORS, ...WORKSPACE_DOORS]) {
    const cells = [...wheres()].filter((where) => spec.only?.(where) !== false);
    const answered = new Set<string>();
    for (const [index, where] of shuffled(cells).entries()) {
      const answer = spec.expects(where);
      // A list has it or not by where one stands.
      const about = spec.reads ? `${where.relation} ${where.kind}` : where.state;
      const kind = `${answer} ${where.system} ${about}`;
      if (index >= (spec.target ? OF_EACH_TARGET : OF_EACH) && answered.has(kind)) continue;
      answered.add(kind);
      yield {
        name: `${spec.door} ${spec.about ?? ""} ${JSON.stringify(where)}`,
        writes: spec.door in commandDoors ? "where allowed" : "never",
        ask: (copy) =>
          through(copy, spec.door, { actor: world.actorAt(where), raw: spec.input(world.idsAt(where, spec.target)) }),
      };
    }
  }
}

/** Of what is not there. */
function* probesOfNothing(): Generator<Probe> {
  for (const system of ["MEMBER", "OWNER"] as const) {
    const where: Where = { system, relation: "member", kind: "PUBLIC", state: "OPEN" };
    for (const spec of THREAD_DOORS)
      yield {
        name: `${spec.door} ${spec.about ?? ""} of nothing, ${system}`,
        writes: spec.door in commandDoors ? "where allowed" : "never",
        ask: (copy) =>
          through(copy, spec.door, {
            actor: world.actorAt(where),
            raw: spec.input(world.missingIds(where, spec.target)),
          }),
      };
  }
}

function* probesOfAccounts(): Generator<Probe> {
  for (const status of ["SUSPENDED", "DELETED"])
    for (const spec of [...THREAD_DOORS, ...WORKSPACE_DOORS].filter(({ target }) => target === undefined)) {
      const where: Where = { system: "OWNER", relation: "owner", kind: "PUBLIC", state: "OPEN" };
      const raw = () => spec.input(world.idsAt(where));
      yield {
        name: `${spec.door} ${status}`,
        writes: "always",
        async ask(copy) {
          const actor = world.actorAt(where);
          await world.pool.query(`UPDATE "User" SET status = $2::"AccountStatus" WHERE id = $1`, [
            actor.userId,
            status,
          ]);
          return through(copy, spec.door, { actor, raw: raw() });
        },
      };
    }
}

function* probesOfRestraints(): Generator<Probe> {
  for (const { about, as, kind = RESTRAINED.kind, door, target, input, set } of RESTRAINTS) {
    const where: Where = { ...RESTRAINED, kind, relation: as };
    yield {
      name: about,
      writes: "always",
      async ask(copy) {
        const ids = world.idsAt(where, target);
        for (const statement of set) await world.set(statement, ids);
        return through(copy, door, { actor: world.actorAt(where), raw: input(ids) });
      },
    };
  }
}

/** What routes of their own ask of commands and queries that no door of the contract leads to. */
function* probesOfRoutes(): Generator<Probe> {
  const probe = (
    name: string,
    where: Where,
    ask: (copy: Copy, asked: { actor: Actor; ids: Ids }) => Promise<unknown>,
  ): Probe => ({
    name: `${name} ${JSON.stringify(where)}`,
    writes: "where allowed",
    ask: (copy) =>
      toldOf(async () => (await ask(copy, { actor: world.actorAt(where), ids: world.idsAt(where) })) !== null),
  });
  for (const where of wheres()) {
    if (where.system === "ADMIN" || where.state === "LOCKED") continue;
    yield probe("an upload begun", where, (copy, { actor, ids: { threadId, fresh } }) =>
      copy.beginUpload(actor, { id: fresh(), threadId, name: "a.txt", size: 5, maxMb: 1, quotaMb: 1 }),
    );
    yield probe("an upload finished", where, (copy, { actor, ids: { threadId, mine } }) =>
      copy.finishUpload(actor, { id: mine, threadId, type: "text/plain" }),
    );
  }
  for (const system of SYSTEMS) {
    const where: Where = { system, relation: "member", kind: "PUBLIC", state: "OPEN" };
    yield probe("an emoji added", where, (copy, { actor, ids }) =>
      copy.addEmoji(actor, { id: ids.fresh(), name: "probed", picture: Buffer.of(1), still: null }, undefined),
    );
    yield probe("the audit log taken along", where, (copy, { actor }) =>
      copy.exportAudit.open(queryContext(actor), copy.exportAudit.input.parse({})),
    );
  }
}

/** The pictures of links leave by a route of their own. */
function* probesOfPictures(): Generator<Probe> {
  const sql = pgSql(world.pool);
  const width = `UPDATE "LinkPreview" SET width = 64, height = 64 WHERE id = $3`;
  const places: (Pick<Where, "relation" | "kind"> & { state?: Where["state"]; change?: string })[] = [
    { relation: "member", kind: "PUBLIC" },
    { relation: "none", kind: "PUBLIC" },
    { relation: "member", kind: "PRIVATE" },
    { relation: "none", kind: "PRIVATE" },
    { relation: "banned", kind: "PUBLIC" },
    { relation: "member", kind: "PRIVATE", state: "DELETED" },
    { relation: "guest", kind: "PRIVATE", change: joinedAt("") },
    { relation: "guest", kind: "PRIVATE", change: joinedAt("- 1") },
    { relation: "member", kind: "PRIVATE", change: `UPDATE "Message" SET "deletedAt" = now() WHERE id = $3` },
    { relation: "member", kind: "PRIVATE", change: `UPDATE "LinkPreview" SET state = 'NONE' WHERE id = $3` },
    { relation: "member", kind: "PRIVATE", change: `DELETE FROM "LinkPreview" WHERE id = $3` },
  ];
  for (const { relation, kind, state = "OPEN", change } of places) {
    const where: Where = { system: "MEMBER", relation, kind, state };
    yield {
      name: `the picture of a link ${JSON.stringify({ ...where, change })}`,
      writes: "always",
      async ask({ accessPreviewPicture: look }) {
        const ids = world.idsAt(where);
        for (const statement of change ? [width, change] : [width]) await world.set(statement, ids);
        return toldOf(() => look(sql, { actor: world.actorAt(where), previewId: ids.mine, now: new Date() }));
      },
    };
  }
}

function* wheres(): Generator<Where> {
  for (const kind of KINDS)
    for (const state of STATES)
      for (const system of SYSTEMS) for (const relation of RELATIONS_IN[kind]) yield { system, relation, kind, state };
}

/** From everywhere, always in the same order. */
function shuffled<T>(all: readonly T[]): T[] {
  const placed = all.map((each, index) => ({ each, place: Math.imul(index + 1, 0x9e3779b1) >>> 0 }));
  return placed.sort((a, b) => a.place - b.place).map(({ each }) => each);
}

function* codeMutants(): Generator<Mutant> {
  for (const [file, text] of loader.sources) if (file.startsWith("lib/access/")) yield* mutantsOf(file, text);
}

function* sqlMutants(): Generator<Mutant> {
  for (const { file, check, becomes } of SQL_CHECKS) {
    const text = loader.sources.get(file) ?? "";
    expect(text.split(check).length, `${file} has ${check}`).toBeGreaterThan(1);
    let place = 0;
    for (let at = text.indexOf(check); at >= 0; at = text.indexOf(check, at + 1)) {
      const line = text.slice(0, at).split("\n").length;
      const source = text.slice(0, at) + becomes + text.slice(at + check.length);
      yield { file, line, change: `${check} (${++place}) → ${becomes}`, source };
    }
  }
}

/** What everybody with an account may: no weaker question is left to ask. */
const EVERYBODYS = new Set([
  "person.view",
  "person.block",
  "profile.edit",
  "thread.create",
  "dm.create",
  "thread.view",
]);

/** Whoever may see the thread, or anybody in the workspace, could do it. */
function* questionMutants(): Generator<Mutant> {
  const ofWorkspace = new Set<string>(SYSTEM_ACTIONS);
  for (const [file, text] of loader.sources) {
    if (file.startsWith("lib/access/")) continue;
    for (const match of text.matchAll(/action: "([a-z]+\.\w+)"(?=,| \})/gi)) {
      const [whole, action = ""] = match;
      // What the audit log is told was done is not asked.
      const isAudit = /\b(writeAudit|audit)\([^;]*$/.test(text.slice(0, match.index));
      const isAsked = ofWorkspace.has(action) || action in THREAD_ACTIONS;
      if (isAudit || !isAsked || EVERYBODYS.has(action)) continue;
      const weakest = ofWorkspace.has(action) ? "person.view" : "thread.view";
      const line = text.slice(0, match.index).split("\n").length;
      const source = text.slice(0, match.index) + `action: "${weakest}"` + text.slice(match.index + whole.length);
      yield { file, line, change: `${whole} → ${weakest}`, source };
    }
  }
}
