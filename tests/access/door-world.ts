// A workspace in which everybody stands everywhere: one person for each system role and place in a thread, one thread for
// each kind and state, three people who look on; behind both real doors. Whatever a cell changes is put back by SQL.
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { Actor } from "../../lib/access/actor.ts";
import { userStream } from "../../lib/contract/ids.ts";
import { commandDoors } from "../../lib/contract/doors.ts";
import type { Envelope } from "../../lib/contract/errors.ts";
import { type DoorName, openRestDoors, type RestDoors } from "../support/rest-doors.ts";
import { type Device, openSocketHost, type SocketHost } from "../support/socket-host.ts";
import type { Ids, TargetName, Where } from "./door-case.ts";
import type { Kind, Relation, State, SystemName } from "./oracle.ts";

export const SYSTEMS: SystemName[] = ["MEMBER", "ADMIN", "OWNER"];
export const STATES: State[] = ["OPEN", "LOCKED", "ARCHIVED", "DELETED"];
/** The places that a thread of the kind can have: direct ones have no roles, and nobody is out of a DM of theirs. */
export const RELATIONS_IN: Record<Kind, Relation[]> = {
  PUBLIC: ["none", "left", "banned", "guest", "member", "moderator", "owner"],
  PRIVATE: ["none", "left", "banned", "guest", "member", "moderator", "owner"],
  GROUP_DM: ["none", "left", "member"],
  DM: ["none", "member"],
};
export const KINDS = Object.keys(RELATIONS_IN) as Kind[];

/** Who looks on: in every thread, in none any more, in none ever. */
export type ObserverName = "member" | "exMember" | "outsider";

/** What a door said, by its very bytes, and how many statements that took. */
export type Told = { text: string; body: Envelope<unknown>; statements: number };
export type DoorKind = "rest" | "socket";

/** Rows that are there and were not, and the other way round. */
export type RowChange = { table: string; text: string };

export type DoorWorld = {
  host: SocketHost;
  rest: RestDoors;
  pool: pg.Pool;
  /** The tables that differ from the beginning. */
  changedTables(): Promise<string[]>;
  changedRows(tables: readonly string[]): Promise<RowChange[]>;
  /** Puts back what these tables held at the beginning, and the rooms of these people. */
  restore(tables: readonly string[], rows: readonly RowChange[]): Promise<void>;
  actorAt(where: Pick<Where, "system" | "relation">): Actor;
  idsAt(where: Where, target?: TargetName): Ids;
  /** As `idsAt`, of a thread and messages that are not there. */
  missingIds(where: Where, target?: TargetName): Ids;
  /** Sets something up by SQL: `$1` the thread, `$2` the actor, `$3` the actor's own message. */
  set(statement: string, ids: Ids): Promise<void>;
  call(by: DoorKind, door: DoorName, actor: Actor, input: Record<string, unknown>): Promise<Told>;
  /** Any event on the actor's own socket. */
  emit(actor: Actor, event: string, input: unknown): Promise<Envelope<unknown>>;
  /** All that the three were sent since the last call, known to be complete by a word sent after it. */
  observed(): Promise<Record<ObserverName, unknown[]>>;
  close(): Promise<void>;
};

/** Messages up to here are older than those who came late. */
const LATE = 2;
const TOKEN_MS = 30_000;
const RUN_SECONDS = 6 * 60 * 60;

type Person = Actor & { role: SystemName; name: string; status?: "SUSPENDED" };
type Spot = { threadId: string; old: string; theirs: string; mine: Map<string, string> };

export async function openDoorWorld(): Promise<DoorWorld> {
  // Slow rounds: nothing is sent or asked but for what a cell does.
  const host = await openSocketHost({ timeScale: 0.01, limitScale: 1_000_000 });
  const rest = openRestDoors(host.origin);
  const { pool } = host.slot;

  const people: Person[] = [];
  const person = (name: string, role: SystemName = "MEMBER", status?: "SUSPENDED"): Person => {
    const userId = uuidv7();
    const made = { userId, sessionId: `sess_${userId}`, role, name, ...(status ? { status } : {}) };
    people.push(made);
    return made;
  };
  const actors = new Map<string, Person>();
  for (const system of SYSTEMS)
    for (const relation of RELATIONS_IN.PUBLIC)
      actors.set(`${system} ${relation}`, person(`${system} ${relation}`, system));
  const observers: Record<ObserverName, Person> = {
    member: person("Mo"),
    exMember: person("Exa"),
    outsider: person("Out"),
  };
  const owner = person("Ada", "OWNER");
  const targets = new Map<TargetName, Person>();
  for (const name of RELATIONS_IN.PUBLIC) targets.set(name, person(`target ${name}`));
  targets.set("admin", person("target admin", "ADMIN"));
  targets.set("sysowner", person("target sysowner", "OWNER"));
  targets.set("suspended", person("target suspended", "MEMBER", "SUSPENDED"));
  const nobody = uuidv7();

  await insertPeople(pool, people);
  const spots = new Map<string, Spot>();
  for (const state of STATES) {
    for (const kind of ["PUBLIC", "PRIVATE", "GROUP_DM"] as const) {
      const places: Place[] = [
        { userId: owner.userId, relation: kind === "GROUP_DM" ? "member" : "owner" },
        { userId: observers.member.userId, relation: "member" },
        { userId: observers.exMember.userId, relation: "left" },
      ];
      const relations = RELATIONS_IN[kind];
      for (const [key, { userId }] of actors) {
        const relation = key.split(" ")[1] as Relation;
        if (relations.includes(relation)) places.push({ userId, relation });
      }
      for (const [name, { userId }] of targets) {
        const relation = RELATIONS_IN.PUBLIC.includes(name as Relation) ? (name as Relation) : "member";
        if (relations.includes(relation)) places.push({ userId, relation });
      }
      const authors = [...actors.values()].map(({ userId }) => userId);
      const spot = await insertThread(pool, { kind, state, places, authors, others: observers.member.userId, owner });
      for (const key of actors.keys()) spots.set(`${kind} ${state} ${key}`, spot);
    }
    // One between two others, whom "none" stands outside of; one of each who is in it.
    const pair = async (a: Person, authors: string[]) => {
      const places: Place[] = [a, observers.member].map(({ userId }) => ({ userId, relation: "member" }));
      return insertThread(pool, { kind: "DM", state, places, authors, others: observers.member.userId, owner });
    };
    const foreign = await pair(
      owner,
      [...actors.values()].map(({ userId }) => userId),
    );
    for (const system of SYSTEMS) {
      const actor = actors.get(`${system} member`) as Person;
      spots.set(`DM ${state} ${system} none`, foreign);
      spots.set(`DM ${state} ${system} member`, await pair(actor, [actor.userId]));
    }
  }
  const tokens = new Map<string, { token: string; until: number }>();
  const tokenOf = (actor: Actor): string => {
    const known = tokens.get(actor.userId);
    if (known && known.until > Date.now()) return known.token;
    const token = rest.tokenOf(actor);
    tokens.set(actor.userId, { token, until: Date.now() + TOKEN_MS });
    return token;
  };
  const devices = new Map<string, Device>();
  for (const each of [...actors.values(), ...Object.values(observers)]) {
    const clerkId = `user_test_${each.userId}`;
    // As long as the slowest run: a socket whose token ends is closed (PROTOCOL C5).
    const token = rest.tokenOf(each, RUN_SECONDS);
    devices.set(each.userId, await host.connect({ ...each, clerkId, token }));
  }
  // Connecting has noted their sessions.
  const keeper = await keepDatabase(host.databaseUrl);
  const deviceOf = ({ userId }: Actor): Device => devices.get(userId) as Device;

  const ears = Object.fromEntries(
    Object.entries(observers).map(([name, { userId }]) => [name, listen(deviceOf({ userId, sessionId: "" }), userId)]),
  ) as Record<ObserverName, Ear>;
  let words = 0;

  const idsAt = (where: Where, target: TargetName = "none"): Ids => {
    const actor = actors.get(`${where.system} ${where.relation}`) as Person;
    const spot = spots.get(`${where.kind} ${where.state} ${where.system} ${where.relation}`);
    if (!spot) throw new Error(`Nobody stands at ${JSON.stringify(where)}.`);
    const { threadId, old, theirs, mine } = spot;
    const targetId = target === "self" ? actor.userId : target === "nobody" ? nobody : targets.get(target)?.userId;
    return {
      threadId,
      old,
      theirs,
      mine: mine.get(actor.userId) ?? theirs,
      actorId: actor.userId,
      targetId: targetId as string,
      authorId: observers.member.userId,
      fresh: uuidv7,
    };
  };
  const missing = { threadId: uuidv7(), old: uuidv7(), theirs: uuidv7(), mine: uuidv7() };

  return {
    host,
    rest,
    pool,
    ...keeper,
    async restore(tables, rows) {
      await keeper.restore(tables);
      const moved = rows.filter(({ table }) => table === "ThreadParticipant");
      const userIds = new Set(moved.map(({ text }) => (JSON.parse(text) as { userId: string }).userId));
      // A thread that came or went takes everybody in it along.
      const states = rows.filter(({ table }) => table === "Thread").map(({ text }) => JSON.parse(text) as ThreadRow);
      const cameOrWent = states.some(({ id, state }) =>
        states.some((other) => other.id === id && (other.state === "DELETED") !== (state === "DELETED")),
      );
      if (cameOrWent) for (const userId of devices.keys()) userIds.add(userId);
      if (userIds.size > 0) await host.slot.publisher.roomsChanged([...userIds]);
    },
    actorAt: ({ system, relation }) => actors.get(`${system} ${relation}`) as Person,
    idsAt,
    missingIds: (where, target) => ({ ...idsAt(where, target), ...missing }),
    async set(statement, { threadId, actorId, mine }) {
      const values = [threadId, actorId, mine];
      await pool.query(statement.replaceAll(/\$([123])/g, (_, place: string) => `'${values[Number(place) - 1]}'`));
    },
    call: (by, door, actor, input) =>
      countStatements(async () => {
        if (by === "socket") {
          const body = await deviceOf(actor).emit(door, input);
          return { text: JSON.stringify(body), body };
        }
        const { text, body, status } = await rest.call(door, {
          input,
          headers: { authorization: `Bearer ${tokenOf(actor)}` },
        });
        return { text: body.ok ? text : `${status} ${text}`, body };
      }),
    emit: (actor, event, input) => deviceOf(actor).emit(event, input),
    async observed() {
      // What a batch publishes leaves right after it has answered.
      await new Promise((resolve) => setImmediate(resolve));
      const seq = ++words;
      const last = Promise.all([ears.member.upTo(seq), ears.exMember.upTo(seq), ears.outsider.upTo(seq)]);
      host.slot.publisher.publish(Object.values(observers).map(({ userId }) => ({ stream: userStream(userId), seq })));
      const [member, exMember, outsider] = await last;
      return { member, exMember, outsider };
    },
    async close() {
      await keeper.end();
      rest.close();
      await host.close();
    },
  };
}

/** Hears all that a device is sent. */
type Ear = { upTo(word: number): Promise<unknown[]> };

/** `upTo` gives what came before the word with that number, once it is there. */
function listen(device: Device, userId: string): Ear {
  let heard: unknown[] = [];
  let waiting: { word: string; resolve(packets: unknown[]): void; reject(reason: Error): void } | undefined;
  let closed: Error | undefined;
  const textOf = (seq: number) => JSON.stringify(["events", [{ stream: userStream(userId), seq }]]);
  device.socket.onAny((...packet: unknown[]) => {
    // Heads come by the clock (PROTOCOL G2) and say nothing of the door; whose they are the histories check.
    if (packet[0] === "heads") return;
    if (waiting && JSON.stringify(packet) === waiting.word) {
      waiting.resolve(heard);
      waiting = undefined;
      heard = [];
    } else heard.push(packet);
  });
  device.socket.on("disconnect", (reason) => {
    closed = new Error(`Somebody who looks on was cut off: ${[reason, ...device.expired].join(", ")}.`);
    waiting?.reject(closed);
  });
  return {
    upTo: (seq) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closed);
        waiting = { word: textOf(seq), resolve, reject };
      }),
  };
}

type ThreadRow = { id: string; state: State };
type Place = { userId: string; relation: Relation };

async function insertPeople(pool: pg.Pool, people: readonly Person[]): Promise<void> {
  await pool.query(
    `INSERT INTO "User" (id, "clerkId", "displayName", username, role, status, "updatedAt")
     SELECT id, 'user_test_' || id, name, 'u_' || replace(id::text, '-', ''), role::"SystemRole", status::"AccountStatus", now()
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS n(id, name, role, status)`,
    [
      people.map(({ userId }) => userId),
      people.map(({ name }) => name),
      people.map(({ role }) => role),
      people.map(({ status }) => status ?? "ACTIVE"),
    ],
  );
  await pool.query(
    `INSERT INTO "Session" (id, "clerkUserId", "userId") SELECT 'sess_' || id, "clerkId", id FROM "User"`,
  );
}

/** A thread with these people and a conversation: two old messages, one of the others, one of each author. */
async function insertThread(
  pool: pg.Pool,
  {
    kind,
    state,
    places,
    authors,
    others,
    owner,
  }: { kind: Kind; state: State; places: Place[]; authors: string[]; others: string; owner: Person },
): Promise<Spot> {
  const threadId = uuidv7();
  const isIn = ({ relation }: Place) => !["none", "left", "banned"].includes(relation);
  const written = [others, others, others, ...authors].map((userId) => ({ userId, id: uuidv7() }));
  await pool.query(
    `INSERT INTO "Thread" (id, kind, state, name, head, "lastMessageSeq", "lastMessageAt", "memberCount", "createdById", "deletedAt", "dmKey")
     VALUES ($1, $2, $3, $4, $5, $5, now(), $6, $7, $8, $9)`,
    [
      threadId,
      kind,
      state,
      kind === "DM" || kind === "GROUP_DM" ? "" : `${kind} ${state}`.toLowerCase(),
      written.length,
      places.filter(isIn).length,
      owner.userId,
      state === "DELETED" ? new Date() : null,
      // Two people have one direct message: only the open one is found by who is in it.
      kind === "DM" ? [...(state === "OPEN" ? places.map(({ userId }) => userId).sort() : [threadId])].join(":") : null,
    ],
  );
  const seated = places.filter(({ relation }) => relation !== "none");
  const isLate = (place: Place) =>
    isIn(place) && (kind === "GROUP_DM" || (kind === "PRIVATE" && place.relation === "guest"));
  await pool.query(
    `INSERT INTO "ThreadParticipant" ("threadId", "userId", role, status, "joinedSeq")
     SELECT $1, "userId", role::"ThreadRole", status::"ParticipantStatus", "joinedSeq"
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[]) AS n("userId", role, status, "joinedSeq")`,
    [
      threadId,
      seated.map(({ userId }) => userId),
      seated.map((place) => (isIn(place) ? place.relation.toUpperCase() : "MEMBER")),
      seated.map((place) => (isIn(place) ? "ACTIVE" : place.relation.toUpperCase())),
      seated.map((place) => (isLate(place) ? LATE : 0)),
    ],
  );
  await pool.query(
    `INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain)
     SELECT id, $1, author, id, 'x', seq, 'hello', 'hello'
     FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS n(id, author, seq)`,
    [threadId, written.map(({ id }) => id), written.map(({ userId }) => userId)],
  );
  // A file for each, of the message's own id; no view looks for it.
  await pool.query(
    `INSERT INTO "Attachment" (id, "ownerId", "threadId", "messageId", name, size, state, sha256, "scannedAt", "scannedWith")
     SELECT id, author, $1, id, 'notes.txt', 5, 'CLEAN', '00', now(), 'test'
     FROM unnest($2::uuid[], $3::uuid[]) AS n(id, author)`,
    [threadId, written.map(({ id }) => id), written.map(({ userId }) => userId)],
  );
  // So has each a link that was looked up.
  await pool.query(
    `INSERT INTO "LinkPreview" (id, "messageId", position, url, state, title, "fetchedAt")
     SELECT id, id, 0, 'https://example.org/', 'READY', 'Example', now() FROM unnest($1::uuid[]) AS n(id)`,
    [written.map(({ id }) => id)],
  );
  const [old, , theirs, ...own] = written.map(({ id }) => id);
  const mine = new Map(authors.map((userId, index) => [userId, own[index] as string]));
  return { threadId, old: old as string, theirs: theirs as string, mine };
}

type Keeper = Pick<DoorWorld, "changedTables" | "changedRows"> & {
  restore(tables: readonly string[]): Promise<void>;
  end(): Promise<void>;
};

/** Keeps a copy of every table, to compare with and to go back to. */
async function keepDatabase(databaseUrl: string): Promise<Keeper> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const columns = new Map<string, string>();
  const found = await client.query<{ name: string; columns: string }>(`
    SELECT t.table_name AS name, string_agg(quote_ident(c.column_name), ', ') AS columns
    FROM information_schema.tables t
    JOIN information_schema.columns c USING (table_schema, table_name)
    WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' GROUP BY 1`);
  for (const row of found.rows) columns.set(row.name, row.columns);
  await client.query("CREATE SCHEMA kept");
  for (const name of columns.keys()) await client.query(`CREATE TABLE kept."${name}" AS TABLE public."${name}"`);
  const tables = [...columns.keys()].sort();
  const hashed = tables
    .map(
      (name) => `SELECT '${name}' AS name, sum(hashtextextended(t::text, 0)::numeric)::text AS hash FROM "${name}" t`,
    )
    .join(" UNION ALL ");
  // Prepared, for it is asked thousands of times.
  const hashes = async () => {
    const { rows } = await client.query<{ name: string; hash: string | null }>({ name: "hashes", text: hashed });
    return new Map(rows.map(({ name, hash }) => [name, hash]));
  };
  const beginning = await hashes();

  return {
    async changedTables() {
      return [...(await hashes())].filter(([name, hash]) => beginning.get(name) !== hash).map(([name]) => name);
    },
    async changedRows(changed) {
      const rows: RowChange[] = [];
      for (const table of changed) {
        const all = (schema: string) => `SELECT to_jsonb(t)::text AS text FROM ${schema}."${table}" t`;
        const difference = (a: string, b: string) => `(${all(a)} EXCEPT ${all(b)})`;
        const text = `${difference("public", "kept")} UNION ALL ${difference("kept", "public")}`;
        const found = await client.query<{ text: string }>({ name: `rows of ${table}`, text });
        rows.push(...found.rows.map((row) => ({ table, text: row.text })));
      }
      return rows;
    },
    async restore(changed) {
      if (changed.length === 0) return;
      // Without triggers and foreign keys: the audit log is append-only, and rows come back in any order.
      const copies = changed.map((table) => {
        const names = columns.get(table);
        return `DELETE FROM "${table}"; INSERT INTO "${table}" (${names}) SELECT ${names} FROM kept."${table}";`;
      });
      await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${copies.join(" ")} COMMIT`);
    },
    end: () => client.end(),
  };
}

async function countStatements(work: () => Promise<Omit<Told, "statements">>): Promise<Told> {
  const query = pg.Client.prototype.query;
  let statements = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    statements += 1;
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  try {
    return { ...(await work()), statements };
  } finally {
    pg.Client.prototype.query = query;
  }
}

export const isCommand = (door: DoorName): boolean => door in commandDoors;
