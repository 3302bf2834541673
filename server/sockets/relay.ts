import { createAdapter } from "@socket.io/redis-streams-adapter";
import type { Redis } from "ioredis";
import type { Delivery } from "./fan-out.ts";
import type { LiveServer } from "./live.ts";
import { mergeDeliveries } from "./merge-deliveries.ts";
import { paced } from "./paced.ts";

/** The way to the other nodes. It may lose what was sent while Redis was away: heads and sync close the gap (F5). */
export type Relay = {
  send(delivery: Delivery): void;
  listen(receive: (delivery: Delivery) => void): void;
  /** Sends what is held; before the way to Redis is closed. */
  close(): void;
};

/** No socket is ever in this room: what is sent to it leaves the node and is taken from the stream by the others. */
const RELAY_ROOM = "relay";
const STREAM = "confab:sockets";

/**
 * An entry wakes Redis once and each node twice, and each of its streams is a packet for each of their sockets. The more
 * one held, the longer the next waits: what comes alone waits for nothing, a hundred a second share twenty entries.
 */
const gapAfter = (count: number) => Math.min(20 * count, 50);
const MOST = 200;

/**
 * For the copies that read. With the writer's options they would spin while Redis is away, and give up an XREAD after two
 * of the five seconds that it waits: Redis answers it all the same, and that answer would be lost.
 */
const READING = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  commandTimeout: undefined,
  socketTimeout: 15_000,
};
/** How often a reader that has read nothing yet is given something to read. */
const PLACE_EVERY_MS = 250;

/**
 * The Redis Streams adapter as a relay (PROTOCOL F5). Its own broadcast waits for Redis before it serves local sockets
 * and cannot write packets of their own for some, so deliveries travel as one entry to an empty room, and each node
 * fans them out itself.
 */
export function createRelay(io: LiveServer, redis: Redis): Relay {
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (options) => duplicate({ ...READING, ...options } as typeof options);
  io.adapter(
    createAdapter(redis, {
      streamName: STREAM,
      channelPrefix: STREAM,
      maxLen: 20_000,
      readCount: 500,
      onlyPlaintext: true,
    }),
  );

  const adapter = io.of("/").adapter as unknown as StreamsAdapter;
  let receive: ((delivery: Delivery) => void) | null = null;
  const write = (deliveries: Delivery[]) => void (io.to(RELAY_ROOM) as unknown as AnyEmitter).emit("relay", deliveries);
  // A reader that has read nothing asks for what comes next, anew every five seconds, and what comes in between is not
  // for it. An entry of its own gives it a place to read on from.
  const placing = setInterval(() => write([]), PLACE_EVERY_MS);
  const [onRawMessage, onMessage] = [adapter.onRawMessage.bind(adapter), adapter.onMessage.bind(adapter)];
  // A node reads what it wrote itself as well; nothing of that is for it.
  adapter.onRawMessage = (message, offset) => {
    clearInterval(placing);
    if (message.uid !== adapter.uid) onRawMessage(message, offset);
  };
  adapter.onMessage = (message, offset) => {
    if (message.data?.opts?.rooms?.[0] !== RELAY_ROOM) return onMessage(message, offset);
    const [, deliveries] = message.data.packet?.data as [string, Delivery[]];
    for (const delivery of deliveries) receive?.(delivery);
  };

  const entries = paced<Delivery>({
    gapAfter,
    most: MOST,
    handOver: (deliveries) => write(mergeDeliveries(deliveries)),
  });
  return {
    send: entries.add,
    close() {
      clearInterval(placing);
      entries.stop();
    },
    listen: (listener) => {
      receive = listener;
    },
  };
}

type AnyEmitter = { emit(event: string, ...args: unknown[]): void };

/** What is used of the adapter's inside; a test with two nodes holds it in place. */
type StreamsAdapter = {
  uid: string;
  onRawMessage(message: { uid: string }, offset: string): void;
  onMessage(message: { data?: { opts?: { rooms?: string[] }; packet?: { data?: unknown } } }, offset: string): void;
};
