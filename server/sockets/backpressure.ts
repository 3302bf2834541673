import type { Logger } from "../../lib/log.ts";
import type { LiveSocket } from "./live.ts";

/** PROTOCOL F4: what one socket may have queued. */
const BYTES_MAX = 1024 * 1024;
const PACKETS_MAX = 1_000;

/** What is used of engine.io's connection: its queue, and the WebSocket below with what the kernel has not taken yet. */
type Connection = {
  writeBuffer: unknown[];
  transport: { writable: boolean; socket?: { bufferedAmount: number; terminate(): void } };
  on(event: "packetCreate", listener: (packet: { data?: unknown }) => void): void;
};

/**
 * Cuts a socket that does not read, at 1 MiB or 1,000 packets (PROTOCOL F4). Its client connects again, and `ready`
 * shows what it missed. Looked at with every packet, for a busy room fills a megabyte between two ticks of any timer;
 * a socket that reads has an empty queue, and pays two comparisons.
 */
export function cutWhenFull(socket: LiveSocket, log: Logger): void {
  const connection = socket.conn as unknown as Connection;
  let queuedBytes = 0;
  let cut = false;

  connection.on("packetCreate", ({ data }) => {
    if (connection.writeBuffer.length === 0) {
      // Everything before was handed to the WebSocket; where it may be written to, all of that has left as well.
      queuedBytes = 0;
      if (connection.transport.writable) return;
    }
    if (cut) return;
    const webSocket = connection.transport.socket;
    if (typeof data === "string") queuedBytes += Buffer.byteLength(data);
    if (connection.writeBuffer.length < PACKETS_MAX && queuedBytes + (webSocket?.bufferedAmount ?? 0) < BYTES_MAX)
      return;
    cut = true;
    log.info(
      { userId: socket.data.actor.userId, packets: connection.writeBuffer.length },
      "sockets: cut one that does not read",
    );
    // Not now: the packet is being handed out to a whole room, and closing changes that room.
    setImmediate(() => {
      webSocket?.terminate();
      socket.disconnect(true);
    });
  });
}
