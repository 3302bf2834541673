// What every scenario works with: one subject, one F1, and a Postgres, alive for the whole run.
import { type BenchPostgres, startBenchPostgres } from "./bench-database.ts";
import { makeRooms, signIn } from "./cast.ts";
import { type Floor, type FloorName, roomsForFloor, startFloor } from "./floors/start-floor.ts";
import { type Faults, type Room, RoomLoad } from "./room-load.ts";
import { startSubject, type Subject } from "./subject.ts";
import { missingInDatabase } from "./stored.ts";

/** Ports of the bench: the subject's, and one for each floor and further node. */
const FIRST_PORT = Number(process.env.BENCH_PORT ?? 3_240);
const PORTS = {
  subject: 0,
  F1: 1,
  F1b: 2,
  F2: 3,
  firstNode: 4,
  secondNode: 5,
  idleSubject: 6,
  idleFloor: 7,
  inspectSubject: 8,
  inspectFloor: 9,
  ejabberd: 10,
  searched: 11,
  uploads: 12,
  F7: 13,
} as const;

export type Pair = { rooms: Room[]; subject: RoomLoad; floor: RoomLoad };

export class BenchContext {
  readonly postgres: BenchPostgres;
  readonly subject: Subject;
  readonly quick: boolean;
  readonly faults: Faults = [];
  acknowledged = 0;
  readonly #floors = new Map<FloorName, Floor>();

  private constructor({ postgres, subject, quick }: { postgres: BenchPostgres; subject: Subject; quick: boolean }) {
    this.postgres = postgres;
    this.subject = subject;
    this.quick = quick;
  }

  static async open({ quick, flags }: { quick: boolean; flags: string[] }): Promise<BenchContext> {
    const postgres = await startBenchPostgres();
    try {
      const databaseUrl = await postgres.create();
      const port = portOf("subject");
      const subject = await startSubject({ databaseUrl, port, postmaster: postgres.pid, flags });
      return new BenchContext({ postgres, subject, quick });
    } catch (error) {
      await postgres.close();
      throw error;
    }
  }

  async floor(name: FloorName): Promise<Floor> {
    const known = this.#floors.get(name);
    if (known) return known;
    const floor = await startFloor(name, portOf(name));
    this.#floors.set(name, floor);
    return floor;
  }

  /** Signed-in members in rooms of their own, in the subject's database. */
  async rooms(shape: { count: number; size: number }): Promise<Room[]> {
    const { databaseUrl, keys, origin } = this.subject;
    return signIn(await makeRooms(databaseUrl, shape), keys, origin);
  }

  /** Runs `work` with the same rooms connected to the subject and to a floor, then checks what became of them. */
  async withRooms<T>(
    { count, size, floor: name = "F1" }: { count: number; size: number; floor?: FloorName },
    work: (pair: Pair) => Promise<T>,
  ): Promise<T> {
    const rooms = await this.rooms({ count, size });
    const floor = await this.floor(name);
    const pair: Pair = {
      rooms,
      subject: new RoomLoad({ rooms, port: this.subject.port, meter: this.subject.meter }),
      floor: new RoomLoad({ rooms: roomsForFloor(rooms), port: floor.port, meter: floor.meter }),
    };
    try {
      await pair.subject.connect();
      await pair.floor.connect();
      const result = await work(pair);
      await this.check(pair.subject);
      return result;
    } finally {
      pair.subject.close();
      pair.floor.close();
    }
  }

  /** Adds to the run's correctness what this load saw and what Postgres holds of it. */
  async check(load: RoomLoad): Promise<void> {
    this.faults.push(...load.faults(), ...(await missingInDatabase(this.subject.databaseUrl, load.acknowledged())));
    this.acknowledged += load.acknowledgedCount;
  }

  async close(): Promise<void> {
    for (const floor of this.#floors.values()) await floor.stop();
    await this.subject.stop();
    await this.postgres.close();
  }
}

export const portOf = (who: keyof typeof PORTS): number => FIRST_PORT + PORTS[who];
