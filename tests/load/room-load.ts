// Rooms full of raw clients that send and count: closed loop for cost, open loop for latency.
import { setTimeout as wait } from "node:timers/promises";
import type { CpuMeter } from "./cpu.ts";
import { atMost } from "./effort.ts";
import type { Slice } from "./paired.ts";
import { until } from "../support/until.ts";
import { RawSocket } from "./raw-socket.ts";
import { clientIdOf, eachEvent, readAck, sendFrame } from "./wire.ts";

export type Room = { threadId: string; members: { userId: string; token: string }[] };

/** Milliseconds from the moment a message was meant to be sent. */
export type Latencies = {
  /** Until its acknowledgement. */
  acks: number[];
  /** Until the last member had it. */
  lasts: number[];
};

/** What went wrong, in words; empty where nothing did. */
export type Faults = string[];

/** `early`: heard before another that they follow. */
type Member = { socket: RawSocket; room: Room; isReady: boolean; lastSeq: number; early: Set<number> };
type Flight = { intended: number; missing: number; acked: boolean };

const CONNECT_AT_ONCE = 50;
const READY_MS = 60_000;
const DRAIN_MS = 10_000;
/** So many members of a room send, as a share and at most; the others only listen. */
const SENDERS = { share: 0.1, most: 16 };
/** As many as a page lets wait for an earlier one (PROTOCOL G1). */
const EARLY_MAX = 256;
const WARM_UP_MS = 8_000;
/** How often those who only listen read during a flood. */
export const LISTEN_MS = 40;

/** One number for every message of the whole run, so that clientIds never repeat. */
let lastTag = 0;

export class RoomLoad {
  readonly #rooms: readonly Room[];
  readonly #ports: readonly number[];
  readonly #origin: string | undefined;
  readonly #meter: CpuMeter;
  readonly #byRoom: Member[][] = [];
  readonly #flights = new Map<number, Flight>();
  /** Acknowledged with yes, by the thread they went to. */
  readonly #acknowledged = new Map<string, number[]>();
  readonly #pendingAcks = new Map<number, { tag: number; threadId: string }>();
  #turn = 0;
  #completed = 0;
  #refused = 0;
  #strays = 0;
  #disorder = 0;
  #lost = 0;
  #latencies: Latencies | null = null;
  #onAnswer: (() => void) | null = null;
  /** Messages that members were told of, and the packets that told them. */
  delivered = 0;
  packets = 0;

  /** Over several ports the members of each room take turns; `origin` is then the one page's. */
  constructor({
    rooms,
    port,
    meter,
    origin,
  }: { rooms: readonly Room[]; port: number | readonly number[]; meter: CpuMeter; origin?: string }) {
    this.#rooms = rooms;
    this.#ports = [port].flat();
    this.#origin = origin;
    this.#meter = meter;
  }

  /** Resolves when every member is in their rooms: until `ready`, messages may pass them by. */
  async connect(): Promise<void> {
    const waiting: Promise<void>[] = [];
    for (const room of this.#rooms) {
      const members: Member[] = [];
      this.#byRoom.push(members);
      for (const [index, { token }] of room.members.entries()) {
        const member: Member = { room, isReady: false, lastSeq: 0, early: new Set<number>() } as Member;
        member.socket = new RawSocket({
          index,
          port: this.#ports[index % this.#ports.length] as number,
          origin: this.#origin,
          token,
          onFrame: (_, buffer, start, end) => this.#hear(member, buffer, start, end),
        });
        members.push(member);
        waiting.push(member.socket.connected);
        if (waiting.length % CONNECT_AT_ONCE === 0) await Promise.all(waiting);
      }
    }
    await Promise.all(waiting);
    const members = this.#byRoom.flat();
    await until("every member is ready", () => members.every(({ isReady }) => isReady), READY_MS);
  }

  close(): void {
    for (const members of this.#byRoom) for (const { socket } of members) socket.close();
  }

  /**
   * Keeps `inFlight` messages unanswered for `ms`; only those that all have in the end count. Who only listens reads now
   * and then, all that has come: otherwise this side would need more of the machine than the server does.
   */
  async flood(ms: number, inFlight: number): Promise<Slice> {
    const listeners = this.#byRoom.flatMap((members) => members.slice(sendersOf(members)));
    return this.#measured(async () => {
      for (const { socket } of listeners) socket.setLazy(true);
      const reading = setInterval(() => listeners.forEach(({ socket }) => socket.readOnce()), LISTEN_MS);
      this.#onAnswer = () => this.#send(performance.now());
      for (let count = 0; count < inFlight; count++) this.#send(performance.now());
      await wait(ms);
      this.#onAnswer = null;
      clearInterval(reading);
      for (const { socket } of listeners) socket.setLazy(false);
    });
  }

  /** Lets a server that has only just begun compile what it runs often: its compilers would be measured with it. */
  async warmUp(): Promise<void> {
    await this.flood(atMost(WARM_UP_MS), 8);
  }

  /** Sends `rate` messages a second for `ms` by the clock, whatever the server does. */
  async pace(ms: number, rate: number): Promise<Slice & { latencies: Latencies }> {
    const latencies: Latencies = { acks: [], lasts: [] };
    this.#latencies = latencies;
    const slice = await this.#measured(async () => {
      const started = performance.now();
      for (let count = 0; count < (ms * rate) / 1_000; count++) {
        const due = started + (count * 1_000) / rate;
        const early = due - performance.now();
        if (early > 0) await wait(early);
        this.#send(due);
      }
      const rest = started + ms - performance.now();
      if (rest > 0) await wait(rest);
    });
    this.#latencies = null;
    return { ...slice, latencies };
  }

  /** Sends so many without waiting for anything. */
  throwIn(count: number): void {
    for (let index = 0; index < count; index++) this.#send(performance.now());
  }

  /** Waits until nothing is on its way; what does not arrive is a fault. */
  async drain(): Promise<void> {
    const deadline = performance.now() + DRAIN_MS;
    while (this.#flights.size > 0 && performance.now() < deadline) await wait(2);
    this.#lost += this.#flights.size;
    this.#flights.clear();
  }

  get acknowledgedCount(): number {
    let count = 0;
    for (const tags of this.#acknowledged.values()) count += tags.length;
    return count;
  }

  /** The clientIds of the messages that the server said yes to, by thread. */
  acknowledged(): { threadId: string; clientIds: string[] }[] {
    return this.#rooms.map(({ threadId }) => ({
      threadId,
      clientIds: (this.#acknowledged.get(threadId) ?? []).map(clientIdOf),
    }));
  }

  /** What members saw that may not be: something missing, twice, out of order, or refused. */
  faults(): Faults {
    const members = this.#byRoom.flat();
    const gone = members.filter(({ socket }) => socket.closed).length;
    const gaps = members.filter(({ early }) => early.size > 0).length;
    return [
      [this.#lost, "messages were not acknowledged or did not reach every member"],
      [this.#strays, "deliveries came twice"],
      [this.#disorder + gaps, "deliveries were out of order or left a gap"],
      [this.#refused, "sends were refused"],
      [gone, "connections were lost"],
    ].flatMap(([count, what]) => ((count as number) > 0 ? [`${count} ${what}`] : []));
  }

  async #measured(work: () => Promise<void>): Promise<Slice> {
    this.#completed = 0;
    const [wall, own, stop] = [performance.now(), process.cpuUsage(), this.#meter.start()];
    await work();
    await this.drain();
    const cpuUs = stop();
    const used = process.cpuUsage(own);
    const wallUs = (performance.now() - wall) * 1_000;
    return { operations: this.#completed, cpuUs, wallUs, generator: (used.user + used.system) / wallUs };
  }

  #send(intended: number): void {
    const members = this.#byRoom[this.#turn % this.#byRoom.length] as Member[];
    const sender = members[Math.floor(this.#turn / this.#byRoom.length) % sendersOf(members)] as Member;
    this.#turn += 1;
    const tag = ++lastTag;
    const { threadId } = sender.room;
    this.#flights.set(tag, { intended, missing: members.length, acked: false });
    this.#pendingAcks.set(tag, { tag, threadId });
    sender.socket.send(sendFrame({ ackId: tag, threadId, tag }));
  }

  #hear(member: Member, buffer: Buffer, start: number, end: number): void {
    if (buffer[start + 1] === 51) return this.#hearAck(buffer, start);
    if (!member.isReady && buffer.toString("latin1", start, end).startsWith('42["ready"')) member.isReady = true;
    let first = true;
    eachEvent(buffer, { start, end }, (seq, tag) => {
      if (first) this.packets += 1;
      first = false;
      this.#place(member, seq);
      this.delivered += 1;
      const flight = this.#flights.get(tag);
      if (!flight || flight.missing === 0) this.#strays += 1;
      else if (--flight.missing === 0) {
        this.#latencies?.lasts.push(performance.now() - flight.intended);
        if (flight.acked) this.#complete(tag);
      }
    });
  }

  /**
   * From one process members hear in order. What another process wrote comes by way of Redis: a later one may overtake
   * it and waits, as it does in the page (PROTOCOL G1).
   */
  #place(member: Member, seq: number): void {
    if (this.#ports.length === 1) {
      if (member.lastSeq > 0 && seq !== member.lastSeq + 1) this.#disorder += 1;
      member.lastSeq = seq;
      return;
    }
    member.early.add(seq);
    while (member.early.delete(member.lastSeq + 1)) member.lastSeq += 1;
    if (member.early.size > EARLY_MAX) this.#disorder += 1;
  }

  #hearAck(buffer: Buffer, start: number): void {
    const { ackId, ok } = readAck(buffer, start);
    const pending = this.#pendingAcks.get(ackId);
    const flight = this.#flights.get(ackId);
    if (!pending) return;
    this.#pendingAcks.delete(ackId);
    this.#onAnswer?.();
    if (!ok) {
      this.#refused += 1;
      this.#flights.delete(ackId);
      return;
    }
    const known = this.#acknowledged.get(pending.threadId);
    if (known) known.push(ackId);
    else this.#acknowledged.set(pending.threadId, [ackId]);
    if (!flight) return;
    flight.acked = true;
    this.#latencies?.acks.push(performance.now() - flight.intended);
    if (flight.missing === 0) this.#complete(ackId);
  }

  #complete(tag: number): void {
    this.#flights.delete(tag);
    this.#completed += 1;
  }
}

/** How many of a room's members send. */
export const sendersOf = ({ length }: { length: number }): number =>
  Math.min(SENDERS.most, Math.max(1, Math.floor(length * SENDERS.share)));
