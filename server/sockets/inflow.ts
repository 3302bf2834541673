import type { Logger } from "../../lib/log.ts";
import type { LiveServer, LiveSocket } from "./live.ts";

/** Packets one connection may send in a window, whatever they are. The limit on frames that are answered is below it. */
const PACKETS_MAX = 1_000;
const WINDOW_MS = 10_000;

/** What is used of engine.io's connection, and the WebSocket below. */
type Connection = {
  transport: { socket?: { terminate(): void; on(event: "ping", listener: () => void): void } };
  on(event: "packet", listener: () => void): void;
};

/**
 * Cuts a connection that goes on sending long after it was refused. Refusing costs work too: reading and answering a
 * flood of one takes the turns of all others. Counts from the first byte on, before anybody is authenticated.
 */
export function cutWhenFlooding(io: LiveServer, { limitScale, log }: { limitScale: number; log: Logger }): void {
  const most = PACKETS_MAX * limitScale;
  io.engine.on("connection", (connection: Connection) => {
    const webSocket = connection.transport.socket;
    let count = 0;
    let startedAt = Date.now();
    const onPacket = () => {
      count += 1;
      if (count <= most) return;
      const now = Date.now();
      if (now - startedAt >= WINDOW_MS) {
        count = 1;
        startedAt = now;
      } else {
        // Once: what was read already still comes through here.
        count = Number.NEGATIVE_INFINITY;
        log.info("sockets: cut one that floods");
        webSocket?.terminate();
      }
    };
    connection.on("packet", onPacket);
    webSocket?.on("ping", onPacket);
  });
}

/**
 * One connection says hello once. Each hello is authenticated and admitted, beside every limit on handshakes: who says
 * it again, or leaves and stays connected, is closed.
 */
export function admitOnce(io: LiveServer): void {
  const greeted = new WeakSet<LiveSocket["conn"]>();
  io.use((socket, next) => {
    if (!greeted.has(socket.conn)) {
      greeted.add(socket.conn);
      return next();
    }
    socket.conn.close();
    next(new Error("INVALID"));
  });
  io.on("connection", (socket) => {
    socket.on("disconnect", () => socket.conn.close());
  });
}
