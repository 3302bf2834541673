import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { SOCKET_PATH } from "../sockets/server.ts";

/** The connections that became something else than HTTP: the server no longer knows them. */
export type Upgraded = { destroyAll(): void };

/**
 * Destroys every upgrade but Socket.IO's and, in development, Next's own for hot reloading. It must be the server's first
 * `upgrade` listener: the others ignore what is not theirs.
 */
export function guardUpgrades(
  server: Server,
  { development, hosts }: { development: boolean; hosts: () => ReadonlySet<string> },
): Upgraded {
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (request, socket) => {
    socket.on("error", () => socket.destroy());
    const url = request.url ?? "";
    const ours = url.startsWith(SOCKET_PATH) || (development && url.startsWith("/_next/"));
    if (!ours || !hosts().has(request.headers.host ?? "")) {
      socket.destroy();
      return;
    }
    upgraded.add(socket);
    socket.on("close", () => upgraded.delete(socket));
  });
  return { destroyAll: () => upgraded.forEach((socket) => socket.destroy()) };
}
