import { AppError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/log.ts";
import type { LiveServer, LiveSocket } from "./live.ts";

/** Packets one connection may send in a window, whatever they are. The limit on frames that are answered is below it. */
const PACKETS_MAX = 1_000;
const WINDOW_MS = 10_000;

/** What is used of the WebSocket below engine.io's connection. It is read on while it closes, with nobody listening above. */
type Connection = {
  transport: { socket?: { terminate(): void; on(event: "message" | "ping", listener: () => void): void } };
};

/**
 * Bounds what is sent to the server. Refusing costs work too: reading and answering the flood of one takes the turns of
 * all others. So a connection that goes on sending long after it was refused is cut, and its person stays out for a
 * while; and one connection says hello once, for each hello is authenticated and admitted.
 */
export class Inflow {
  readonly #log: Logger;
  readonly #most: number;
  readonly #greeted = new WeakSet<object>();
  readonly #people = new WeakMap<object, string>();
  /** Until when who flooded stays out, in milliseconds since 1970. */
  readonly #out = new Map<string, number>();

  constructor({ limitScale, log }: { limitScale: number; log: Logger }) {
    this.#log = log;
    this.#most = PACKETS_MAX * limitScale;
  }

  /** Guards every connection of a server that is attached, before anybody is authenticated. */
  guard(io: LiveServer): void {
    io.engine.on("connection", (connection: Connection) => this.#count(connection));
  }

  /** @throws AppError RATE_LIMITED where this connection has said hello before; it is closed. */
  greet({ conn }: LiveSocket): void {
    if (!this.#greeted.has(conn)) return void this.#greeted.add(conn);
    conn.close();
    throw new AppError("RATE_LIMITED", "One hello is enough.");
  }

  /** Remembers whose connection it is. Who leaves and stays connected is closed: nothing else would count them. */
  admitted(socket: LiveSocket): void {
    this.#people.set(socket.conn, socket.data.actor.userId);
    socket.on("disconnect", () => socket.conn.close());
  }

  /** @throws AppError RATE_LIMITED while this person stays out. */
  letIn(userId: string): void {
    const left = (this.#out.get(userId) ?? 0) - Date.now();
    if (left > 0) throw new AppError("RATE_LIMITED", "Too much at once: wait a little.", undefined, left);
    this.#out.delete(userId);
  }

  #count(connection: Connection): void {
    let count = 0;
    let startedAt = Date.now();
    const onPacket = () => {
      count += 1;
      if (count <= this.#most) return;
      const now = Date.now();
      if (now - startedAt < WINDOW_MS) {
        // Once: what was read already still comes through here.
        count = Number.NEGATIVE_INFINITY;
        this.#cut(connection, now);
      } else {
        count = 1;
        startedAt = now;
      }
    };
    for (const event of ["message", "ping"] as const) connection.transport.socket?.on(event, onPacket);
  }

  #cut(connection: Connection, now: number): void {
    const userId = this.#people.get(connection);
    if (userId !== undefined) this.#out.set(userId, now + WINDOW_MS);
    this.#log.info({ userId }, "sockets: cut one that floods");
    connection.transport.socket?.terminate();
  }
}
