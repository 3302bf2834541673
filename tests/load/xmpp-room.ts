// RoomLoad's flood for a room of ejabberd's: the same bodies, senders and listeners, counted in the same way.
import { setTimeout as wait } from "node:timers/promises";
import type { CpuMeter } from "./cpu.ts";
import type { Slice } from "./paired.ts";
import { LISTEN_MS, sendersOf } from "./room-load.ts";
import { bodyOf, digitsAt } from "./wire.ts";
import { XmppSocket } from "./xmpp-socket.ts";

type Member = { socket: XmppSocket; rest: Buffer | null };

const BODY = Buffer.from("<body>n");
/** A body's number and what is before it: less than that at the end of what came is kept for the next time. */
const MARK = BODY.length + 9;
const DRAIN_MS = 10_000;

export class XmppRoom {
  readonly #members: Member[] = [];
  /** How many members have not got a message yet. */
  readonly #missing = new Map<number, number>();
  readonly #sentBy = new Map<number, Member>();
  readonly #meter: CpuMeter;
  #lastTag = 0;
  #turn = 0;
  #completed = 0;
  #onDone: (() => void) | null = null;
  /** Messages that every member has. */
  delivered = 0;

  constructor(meter: CpuMeter) {
    this.#meter = meter;
  }

  async connect({ port, size }: { port: number; size: number }): Promise<void> {
    for (let index = 0; index < size; index++) {
      const member: Member = { rest: null } as Member;
      member.socket = new XmppSocket({
        port,
        room: "bench@conference.localhost",
        nick: `n${index}`,
        onBytes: (buffer, length) => this.#hear(member, buffer.subarray(0, length)),
      });
      this.#members.push(member);
      await member.socket.entered;
    }
  }

  close(): void {
    for (const { socket } of this.#members) socket.close();
  }

  /** Keeps `inFlight` messages that their sender has not heard yet for `ms`; what every member has in the end counts. */
  async flood(ms: number, inFlight: number): Promise<Slice> {
    const listeners = this.#members.slice(sendersOf(this.#members));
    this.#completed = 0;
    const [wall, own, stop] = [performance.now(), process.cpuUsage(), this.#meter.start()];
    for (const { socket } of listeners) socket.setLazy(true);
    const reading = setInterval(() => listeners.forEach(({ socket }) => socket.readOnce()), LISTEN_MS);
    this.#onDone = () => this.#send();
    for (let count = 0; count < inFlight; count++) this.#send();
    await wait(ms);
    this.#onDone = null;
    clearInterval(reading);
    for (const { socket } of listeners) socket.setLazy(false);
    const deadline = performance.now() + DRAIN_MS;
    while (this.#missing.size > 0 && performance.now() < deadline) await wait(2);
    if (this.#missing.size > 0) throw new Error(`${this.#missing.size} messages did not reach everybody in ejabberd.`);
    const cpuUs = stop();
    const used = process.cpuUsage(own);
    const wallUs = (performance.now() - wall) * 1_000;
    return { operations: this.#completed, cpuUs, wallUs, generator: (used.user + used.system) / wallUs };
  }

  #send(): void {
    const sender = this.#members[this.#turn++ % sendersOf(this.#members)] as Member;
    const tag = ++this.#lastTag;
    this.#missing.set(tag, this.#members.length);
    this.#sentBy.set(tag, sender);
    sender.socket.say(bodyOf(tag));
  }

  #hear(member: Member, chunk: Buffer): void {
    const buffer = member.rest ? Buffer.concat([member.rest, chunk]) : chunk;
    let from = 0;
    let at = buffer.indexOf(BODY);
    while (at >= 0 && at + MARK <= buffer.length) {
      this.#count(member, digitsAt(buffer, at + BODY.length));
      from = at + MARK;
      at = buffer.indexOf(BODY, from);
    }
    // Copied: the buffer is everybody's.
    member.rest = Buffer.from(buffer.subarray(Math.max(from, buffer.length - MARK + 1)));
  }

  #count(member: Member, tag: number): void {
    if (this.#sentBy.get(tag) === member) {
      this.#sentBy.delete(tag);
      // The room's echo is what tells the sender that it was taken.
      this.#onDone?.();
    }
    const missing = (this.#missing.get(tag) ?? 0) - 1;
    if (missing < 0) throw new Error("ejabberd delivered a message twice.");
    if (missing > 0) return void this.#missing.set(tag, missing);
    this.#missing.delete(tag);
    this.#completed += 1;
    this.delivered += 1;
  }
}
