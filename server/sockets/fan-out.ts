import type { CustomEmojiView } from "../../lib/contract/custom-emoji.ts";
import type { ServerEvent, PresenceState } from "../../lib/contract/events.ts";
import type { StreamName } from "../../lib/contract/ids.ts";
import { parseStream } from "../../lib/contract/stream-name.ts";
import type { PeopleGroupView } from "../../lib/contract/people-groups.ts";
import type { PersonView } from "../../lib/contract/people.ts";
import type { ReceiptView } from "../../lib/contract/reading.ts";
import type { PublishedEvent } from "../../lib/process.ts";
import type { Relay } from "./relay.ts";
import { lateRoom, type LiveServer, lookingRoom, threadRoom, userRoom } from "./live.ts";

/** What a node hands to its own sockets and relays to the other nodes. */
export type Delivery =
  | { type: "events"; stream: StreamName; events: PublishedEvent[] }
  | { type: "typing"; threadId: string; userId: string }
  | { type: "person"; threadIds: string[]; person: PersonView }
  | { type: "emoji"; emoji: CustomEmojiView[] }
  | { type: "groups"; groups: PeopleGroupView[] }
  | { type: "receipts"; threadId: string; receipts: ReceiptView[] }
  | { type: "presence"; nodeId: string; whole: boolean; states: [userId: string, state: PresenceState][] };

export type PresenceDelivery = Extract<Delivery, { type: "presence" }>;

/** Delivers to this node's sockets at once, and to the other nodes' through the relay. */
export class FanOut {
  readonly #io: LiveServer;
  readonly #relay: Relay | null;
  #onPresence: (delivery: PresenceDelivery) => void = () => undefined;

  constructor({ io, relay }: { io: LiveServer; relay: Relay | null }) {
    this.#io = io;
    this.#relay = relay;
    relay?.listen((delivery) => this.deliver(delivery));
  }

  /** Who takes what other nodes say of presence. */
  listenToPresence(listener: (delivery: PresenceDelivery) => void): void {
    this.#onPresence = listener;
  }

  /** Here and everywhere. Own sockets are served even when the relay is away (PROTOCOL F5). */
  send(delivery: Delivery): void {
    this.deliver(delivery);
    this.#relay?.send(delivery);
  }

  /** To the other nodes alone. */
  tellOthers(delivery: Delivery): void {
    this.#relay?.send(delivery);
  }

  get alone(): boolean {
    return this.#relay === null;
  }

  /** To this node's sockets alone. */
  deliver(delivery: Delivery): void {
    switch (delivery.type) {
      case "events":
        return this.#deliverEvents(delivery.stream, delivery.events);
      case "typing": {
        const rooms = this.#known([threadRoom(delivery.threadId), lateRoom(delivery.threadId)]);
        if (rooms.length === 0) return;
        const who = { threadId: delivery.threadId, userId: delivery.userId };
        this.#io.local.volatile.to(rooms).except(userRoom(delivery.userId)).emit("typing", who);
        return;
      }
      case "person": {
        const shared = delivery.threadIds.flatMap((id) => [threadRoom(id), lateRoom(id)]);
        const rooms = this.#known([userRoom(delivery.person.id), ...shared]);
        if (rooms.length > 0) this.#io.local.to(rooms).emit("person", delivery.person);
        return;
      }
      case "receipts": {
        const { threadId, receipts } = delivery;
        const rooms = this.#known([lookingRoom(threadId)]);
        if (rooms.length > 0) this.#io.local.to(rooms).emit("receipts", { threadId, receipts });
        return;
      }
      case "emoji":
        this.#io.local.emit("emoji", { emoji: delivery.emoji });
        return;
      case "groups":
        this.#io.local.emit("groups", { groups: delivery.groups });
        return;
      case "presence":
        return this.#onPresence(delivery);
    }
  }

  /** PROTOCOL F2: one packet a room, encoded once; who came later gets a packet of their own (L5). */
  #deliverEvents(stream: StreamName, events: readonly PublishedEvent[]): void {
    const { of, id } = parseStream(stream);
    const room = of === "thread" ? threadRoom(id) : userRoom(id);
    if (this.#has(room)) this.#io.local.to(room).emit("events", events.map(asSeen));
    if (of === "thread" && this.#has(lateRoom(id))) this.#deliverLate(id, events);
  }

  #deliverLate(threadId: string, events: readonly PublishedEvent[]): void {
    const { rooms } = this.#io.of("/").adapter;
    for (const socketId of rooms.get(lateRoom(threadId)) ?? []) {
      const socket = this.#io.of("/").sockets.get(socketId);
      if (!socket) continue;
      const joinedSeq = socket.data.threads.get(threadId) ?? Number.POSITIVE_INFINITY;
      socket.emit(
        "events",
        events.map((event) =>
          event.fromSeq !== undefined && joinedSeq >= event.fromSeq ? asHidden(event) : asSeen(event),
        ),
      );
    }
  }

  #known(rooms: string[]): string[] {
    return rooms.filter((room) => this.#has(room));
  }

  #has(room: string): boolean {
    return this.#io.of("/").adapter.rooms.has(room);
  }
}

function asSeen({ stream, seq, change }: PublishedEvent): ServerEvent {
  return change === undefined ? { stream, seq } : { stream, seq, change };
}

function asHidden({ stream, seq }: PublishedEvent): ServerEvent {
  return { stream, seq };
}
