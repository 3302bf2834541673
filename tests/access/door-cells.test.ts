import { afterAll, beforeAll, expect, test } from "vitest";
import type { DoorCase, Ids, Where } from "./door-case.ts";
import { THREAD_DOORS, WORKSPACE_DOORS } from "./door-table.ts";
import {
  type DoorKind,
  type DoorWorld,
  isCommand,
  KINDS,
  type ObserverName,
  openDoorWorld,
  RELATIONS_IN,
  type RowChange,
  STATES,
  SYSTEMS,
  type Told,
} from "./door-world.ts";
import { expected } from "./oracle.ts";
import { RESTRAINED, RESTRAINTS } from "./restraints.ts";
import { countCells, isChosen } from "./tally.ts";

// Every cell of the door table through the real doors. Of each: the answer; the database; what three others are told; and
// for what is hidden, the bytes and the number of statements of a missing thing.

type Cell = { spec: DoorCase; by: DoorKind; where: Where };

/** Cells that leave everything as it is share one look at the database and one word to the observers. */
const AT_ONCE = 100;

let world: DoorWorld;
beforeAll(async () => {
  world = await openDoorWorld();
}, 120_000);
afterAll(() => world?.close());

const doorsOf = (specs: readonly DoorCase[]) => [...new Set(specs.map(({ door }) => door))];

test.each(doorsOf(THREAD_DOORS))("%s, by everybody everywhere", { timeout: 600_000 }, async (door) => {
  const cells = THREAD_DOORS.filter((spec) => spec.door === door).flatMap((spec) => [...cellsOf(spec)]);
  expect(await faultsOf(cells.filter((cell) => isChosen(nameOf(cell))))).toEqual([]);
});

test.each(doorsOf(WORKSPACE_DOORS))("%s, by every system role", { timeout: 120_000 }, async (door) => {
  const at = (system: Where["system"]): Where => ({ system, relation: "none", kind: "PUBLIC", state: "OPEN" });
  const specs = WORKSPACE_DOORS.filter((spec) => spec.door === door);
  const cells = specs.flatMap((spec) =>
    SYSTEMS.flatMap((system) => waysTo(spec).map((by) => ({ spec, by, where: at(system) }))),
  );
  expect(await faultsOf(cells)).toEqual([]);
});

test("E1: typing is told to the thread where the oracle lets one type, and to nobody else", {
  timeout: 120_000,
}, async () => {
  const faults: string[] = [];
  const seats = [...allWheres()].filter((where) => isChosen(`typing ${JSON.stringify(where)}`));
  for (const where of seats) {
    const { threadId, actorId } = world.idsAt(where);
    await world.emit(world.actorAt(where), "typing", { threadId });
    const { told, tables } = await effects();
    const allowed = expected({ ...where, action: "typing.send", account: "ACTIVE" }) === "allow";
    const wanted = allowed ? [["typing", { threadId, userId: actorId }]] : [];
    const seen = JSON.stringify([told, tables]);
    if (seen !== JSON.stringify([{ member: wanted, exMember: [], outsider: [] }, []]))
      faults.push(`${JSON.stringify(where)}: ${seen}`);
  }
  countCells(seats.length);
  expect(faults).toEqual([]);
});

test.each(RESTRAINTS)("$about", { timeout: 120_000 }, async (restraint) => {
  const { as, kind = RESTRAINED.kind, door, target, input, set, expects, carries } = restraint;
  const where: Where = { ...RESTRAINED, kind, relation: as };
  const spec = { door, input, target, expects: () => expects } as DoorCase;
  const ways = waysTo(spec);
  for (const by of ways) {
    const ids = world.idsAt(where, target);
    for (const statement of set) await world.set(statement, ids);
    const { tables } = await look();
    const told = await ask({ spec, by, where });
    expect([by, answerOf(told, { spec, by, where }), told.text.slice(0, 300)]).toEqual([
      by,
      expects,
      expect.anything(),
    ]);
    if (!told.body.ok && carries) expect(carries(told.body.error), told.text).toBe(true);
    // Beyond what was set up, nothing but what was allowed.
    const after = await look();
    if (expects !== "allow") expect(after).toEqual({ tables, told: { member: [], exMember: [], outsider: [] } });
    await effects();
  }
  countCells(ways.length);
});

async function look(): Promise<{ tables: string[]; told: Record<ObserverName, unknown[]> }> {
  return { tables: await world.changedTables(), told: await world.observed() };
}

test.each(["SUSPENDED", "DELETED"])(
  "whoever is %s meets the same refusal at every door",
  { timeout: 120_000 },
  async (status) => {
    const where: Where = { system: "OWNER", relation: "owner", kind: "PUBLIC", state: "OPEN" };
    const { actorId } = world.idsAt(where);
    await world.pool.query(`UPDATE "User" SET status = $2::"AccountStatus" WHERE id = $1`, [actorId, status]);
    const cells = [...THREAD_DOORS, ...WORKSPACE_DOORS].flatMap((spec) =>
      waysTo(spec).map((by) => ({ spec, by, where })),
    );
    const faults: string[] = [];
    for (const cell of cells) {
      const { text } = await ask(cell, world.idsAt(where, cell.spec.target));
      if (!text.includes('"code":"ACCOUNT_SUSPENDED"')) faults.push(`${nameOf(cell)}: ${text.slice(0, 200)}`);
    }
    const { told, tables } = await effects();
    countCells(cells.length);
    expect(faults).toEqual([]);
    expect(told).toEqual({ member: [], exMember: [], outsider: [] });
    expect(tables).toEqual(["User"]);
  },
);

function* allWheres(): Generator<Where> {
  for (const kind of KINDS)
    for (const state of STATES)
      for (const system of SYSTEMS) for (const relation of RELATIONS_IN[kind]) yield { system, relation, kind, state };
}

function* cellsOf(spec: DoorCase): Generator<Cell> {
  for (const where of allWheres()) {
    if (spec.only && !spec.only(where)) continue;
    for (const by of waysTo(spec)) yield { spec, by, where };
  }
}

/** Catching up has both doors like a command. */
const waysTo = ({ door }: DoorCase): DoorKind[] => (isCommand(door) || door === "sync" ? ["rest", "socket"] : ["rest"]);
const nameOf = ({ spec, by, where }: Cell) =>
  [spec.door, spec.about, by, where.kind, where.state, where.system, where.relation].filter(Boolean).join(" ");
const moves = ({ spec, where }: Cell) => isCommand(spec.door) && spec.expects(where) === "allow";

async function faultsOf(cells: readonly Cell[]): Promise<string[]> {
  const faults: string[] = [];
  const still = cells.filter((cell) => !moves(cell));
  for (let start = 0; start < still.length; start += AT_ONCE) {
    faults.push(...(await faultsOfStill(still.slice(start, start + AT_ONCE))));
    if (faults.length > 20) break;
  }
  for (const cell of cells.filter(moves)) {
    faults.push(...(await faultsOfMoving(cell)));
    if (faults.length > 20) break;
  }
  countCells(cells.length);
  return faults;
}

/** Refusals, reads, and what is so already. Where something moved all the same, each is asked again by itself. */
async function faultsOfStill(cells: readonly Cell[]): Promise<string[]> {
  const faults: string[] = [];
  for (const cell of cells) faults.push(...(await faultsOfAnswer(cell)));
  const moved = await whatMoved();
  if (moved.length === 0) return faults;
  for (const cell of cells) {
    await ask(cell);
    for (const what of await whatMoved()) faults.push(`${nameOf(cell)}: ${what}`);
  }
  return faults.length > 0 ? faults : [`${moved.join(", ")}: by one of ${cells.map(nameOf).join(", ")}`];
}

/** What is not as it was in the beginning; puts it back. */
async function whatMoved(): Promise<string[]> {
  const { told, rows } = await effects();
  const packets = Object.entries(told).flatMap(([who, all]) => all.map((packet) => `told the ${who} ${short(packet)}`));
  return [...packets, ...rows.map(({ table, text }) => `changed ${table} ${text.slice(0, 300)}`)];
}

const short = (packet: unknown) => JSON.stringify(packet).slice(0, 300);

async function faultsOfMoving(cell: Cell): Promise<string[]> {
  const { spec, where } = cell;
  const faults = await faultsOfAnswer(cell);
  const { told, tables, rows } = await effects();
  const ids = world.idsAt(where, spec.target);

  for (const table of tables) if (!spec.writes?.includes(table)) faults.push(`${nameOf(cell)}: changed ${table}`);
  if (faults.length === 0 && tables.length === 0) faults.push(`${nameOf(cell)}: changed nothing`);
  // What hangs on a message names that message only.
  const own = [ids.threadId, ids.actorId, ids.targetId, ids.authorId, ids.mine, ids.theirs, ids.old];
  for (const { table, text } of rows)
    if (!(spec.reachesMembers && (table === "User" || table === "Event")) && !own.some((id) => text.includes(id)))
      faults.push(`${nameOf(cell)}: changed a foreign row of ${table}: ${text}`);

  const isLive = spec.tells === "thread" && (where.state !== "DELETED" || spec.revives === true);
  if (isLive !== told.member.length > 0)
    faults.push(`${nameOf(cell)}: the member was told ${told.member.length} times`);
  for (const who of ["exMember", "outsider"] as const)
    for (const packet of told[who]) faults.push(`${nameOf(cell)}: told the ${who} ${JSON.stringify(packet)}`);
  return faults;
}

/** What came of it since the last look; the database is put back. */
async function effects(): Promise<{
  told: Record<ObserverName, unknown[]>;
  tables: string[];
  rows: RowChange[];
}> {
  const told = await world.observed();
  const tables = await world.changedTables();
  const rows = await world.changedRows(tables);
  await world.restore(tables, rows);
  return { told, tables, rows };
}

async function ask({ spec, by, where }: Cell, ids = world.idsAt(where, spec.target)): Promise<Told> {
  return world.call(by, spec.door, world.actorAt(where), spec.input(ids));
}

async function faultsOfAnswer(cell: Cell): Promise<string[]> {
  const { spec, where } = cell;
  const wanted = spec.expects(where);
  const told = await ask(cell);
  const got = answerOf(told, cell);
  if (got !== (wanted === "nothing" ? "allow" : wanted))
    return [`${nameOf(cell)}: PERMISSIONS says ${wanted}, the door says ${got}: ${told.text.slice(0, 200)}`];
  if (wanted !== "hide" && !(wanted === "unknown" && !spec.target)) return [];
  return faultsOfHiding(cell, told);
}

/** A hidden thing and one that was never there are told apart neither by bytes nor by the work they make. */
async function faultsOfHiding(cell: Cell, told: Told, again = true): Promise<string[]> {
  const { spec, where } = cell;
  const ids = world.idsAt(where, spec.target);
  const nothing = world.missingIds(where, spec.target);
  const threadIsKnown = expected({ ...where, action: "thread.view", account: "ACTIVE" }) === "allow";
  const missing = threadIsKnown ? { ...nothing, threadId: ids.threadId } : nothing;
  const twin = await ask(cell, missing);
  if (unnamed(twin.text, missing) !== unnamed(told.text, ids))
    return [`${nameOf(cell)}: says ${told.text}, of a missing one ${twin.text}`];
  if (twin.statements === told.statements) return [];
  // Once more: the first may have opened a connection.
  if (again) return faultsOfHiding(cell, await ask(cell), false);
  return [`${nameOf(cell)}: takes ${told.statements} statements, a missing one ${twin.statements}`];
}

const unnamed = (text: string, { threadId, old, theirs, mine }: Ids) =>
  [threadId, old, theirs, mine].reduce((rest, id) => rest.replaceAll(id, "an id"), text);

function answerOf({ body }: Told, { spec, where }: Cell): string {
  if (body.ok) return spec.reads ? spec.reads(body.data, world.idsAt(where, spec.target)) : "allow";
  if (body.error.code !== "NOT_FOUND") return body.error.code;
  return body.error.details === undefined ? "hide" : "unknown";
}
