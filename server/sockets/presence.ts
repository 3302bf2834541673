import {
  type PresenceState,
  type PresenceView,
  setPresenceInput,
  watchPresenceInput,
} from "../../lib/contract/events.ts";
import type { Sql } from "../../lib/db.ts";
import { AppError } from "../../lib/errors.ts";
import type { FanOut, PresenceDelivery } from "./fan-out.ts";
import type { LivePeople, LiveSocket } from "./live.ts";
import { PresenceOfNodes } from "./presence-of-nodes.ts";
import { readPresence } from "./presence-view.ts";

/**
 * PROTOCOL E2: a person's state is the highest of their devices, on all nodes. Once a second each node tells the others
 * what changed on it, and each device what changed among the people it watches, in one packet.
 */
export class Presence {
  readonly #sql: Sql;
  readonly #people: LivePeople;
  readonly #fanOut: FanOut;
  readonly #nodeId: string;
  readonly #others: PresenceOfNodes;
  readonly #watchers = new Map<string, Set<LiveSocket>>();
  readonly #watched = new WeakMap<LiveSocket, readonly string[]>();
  /** People of this node to compare at the next flush, and the state the others know. */
  readonly #touched = new Set<string>();
  readonly #told = new Map<string, PresenceState>();
  /** People whose merged state may have changed for their watchers. */
  readonly #news = new Set<string>();

  constructor({
    sql,
    people,
    fanOut,
    nodeId,
    timeScale,
  }: { sql: Sql; people: LivePeople; fanOut: FanOut; nodeId: string; timeScale: number }) {
    this.#sql = sql;
    this.#people = people;
    this.#fanOut = fanOut;
    this.#nodeId = nodeId;
    this.#others = new PresenceOfNodes(timeScale);
    fanOut.listenToPresence((delivery) => this.#hear(delivery));
  }

  /** A device came, went, or changed its state. */
  touch(userId: string): void {
    this.#touched.add(userId);
  }

  /** Something else of this person's presence changed: what they show, or when they want quiet. */
  review(userId: string): void {
    this.#news.add(userId);
  }

  set(socket: LiveSocket, raw: unknown): void {
    const input = setPresenceInput.safeParse(raw);
    if (!input.success) throw new AppError("INVALID", "online or idle.");
    socket.data.presence = input.data.state;
    if (input.data.state === "online") socket.data.seenAt = Date.now();
    this.touch(socket.data.actor.userId);
  }

  /** From now on the device hears of these people, at most 200, and of nobody else. Gives what they are now. */
  async watch(socket: LiveSocket, raw: unknown): Promise<PresenceView[]> {
    const input = watchPresenceInput.safeParse(raw);
    if (!input.success) throw new AppError("INVALID", "Up to 200 people.");
    const userIds = [...new Set(input.data.userIds)];
    this.forget(socket);
    if (!socket.connected) return [];
    this.#watched.set(socket, userIds);
    for (const userId of userIds) {
      const watchers = this.#watchers.get(userId);
      if (watchers) watchers.add(socket);
      else this.#watchers.set(userId, new Set([socket]));
    }
    return this.#views(userIds);
  }

  forget(socket: LiveSocket): void {
    for (const userId of this.#watched.get(socket) ?? []) {
      const watchers = this.#watchers.get(userId);
      watchers?.delete(socket);
      if (watchers?.size === 0) this.#watchers.delete(userId);
    }
    this.#watched.delete(socket);
  }

  /** Once a second. */
  async flush(): Promise<void> {
    const delta = this.#takeDelta();
    if (delta.length > 0)
      this.#fanOut.tellOthers({ type: "presence", nodeId: this.#nodeId, whole: false, states: delta });
    const changed = [...this.#news].filter((userId) => this.#watchers.has(userId));
    this.#news.clear();
    if (changed.length > 0) this.#tellWatchers(await this.#views(changed));
  }

  /** Every 25 s: tells the others all of it, and forgets nodes that were not heard for 60 s. */
  snapshot(): void {
    for (const userId of this.#others.forgetSilent()) this.#news.add(userId);
    if (this.#fanOut.alone) return;
    const states = this.#people.userIds().map((userId) => [userId, this.#stateHere(userId)] as [string, PresenceState]);
    this.#fanOut.tellOthers({ type: "presence", nodeId: this.#nodeId, whole: true, states });
  }

  /** The node stops: its people are on other nodes or nowhere. */
  leave(): void {
    this.#fanOut.tellOthers({ type: "presence", nodeId: this.#nodeId, whole: true, states: [] });
  }

  #takeDelta(): [string, PresenceState][] {
    const delta: [string, PresenceState][] = [];
    for (const userId of this.#touched) {
      const state = this.#stateHere(userId);
      if ((this.#told.get(userId) ?? "offline") === state) continue;
      if (state === "offline") this.#told.delete(userId);
      else this.#told.set(userId, state);
      delta.push([userId, state]);
      this.#news.add(userId);
    }
    this.#touched.clear();
    return delta;
  }

  #hear({ nodeId, whole, states }: PresenceDelivery): void {
    if (nodeId === this.#nodeId) return;
    for (const userId of this.#others.hear(nodeId, { whole, states })) this.#news.add(userId);
  }

  #stateHere(userId: string): PresenceState {
    const sockets = this.#people.socketsOf(userId);
    if (sockets.size === 0) return "offline";
    for (const socket of sockets) if (socket.data.presence === "online") return "online";
    return "idle";
  }

  #views(userIds: readonly string[]): Promise<PresenceView[]> {
    return readPresence(this.#sql, userIds, (userId) => highest(this.#stateHere(userId), this.#others.stateOf(userId)));
  }

  #tellWatchers(views: readonly PresenceView[]): void {
    const packets = new Map<LiveSocket, PresenceView[]>();
    for (const view of views)
      for (const socket of this.#watchers.get(view.userId) ?? []) {
        const packet = packets.get(socket);
        if (packet) packet.push(view);
        else packets.set(socket, [view]);
      }
    for (const [socket, packet] of packets) socket.emit("presence", packet);
  }
}

function highest(a: PresenceState, b: PresenceState): PresenceState {
  if (a === "online" || b === "online") return "online";
  return a === "idle" || b === "idle" ? "idle" : "offline";
}
