import type { Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { processSlot } from "../../lib/process.ts";
import type { Upgraded } from "../http/upgrades.ts";
import type { SocketServer } from "../sockets/server.ts";

/** How long a socket has to take its goodbye. */
const GOODBYE_MS = 300;

/**
 * Finishes what the process has begun and takes nothing new: /api/ready answers 503, the port closes, sockets are told
 * to come again, requests under way get their answers, and queued messages are committed (PROTOCOL S4).
 */
export async function drain({
  http,
  sockets,
  upgraded,
  requestsMs,
}: {
  http: Server;
  sockets: SocketServer;
  upgraded: Upgraded;
  /** How long a request has to get its answer. */
  requestsMs: number;
}): Promise<void> {
  processSlot().draining = true;
  const answered = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeIdleConnections();
  // Committed and acknowledged before the socket that waits for it is closed.
  await flushQueues();
  sockets.drain();
  await wait(GOODBYE_MS);
  upgraded.destroyAll();
  const late = setTimeout(() => http.closeAllConnections(), requestsMs);
  await answered;
  clearTimeout(late);
  await flushQueues();
}

async function flushQueues(): Promise<void> {
  await Promise.all([...processSlot().queues.values()].map((queue) => queue.idle()));
}
