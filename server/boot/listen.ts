import type { Server } from "node:http";
import { connect } from "node:net";

const FIRST_PORT = 3000;
const PORTS_TO_TRY = 100;

/**
 * Listens on `port`, or where none is asked for, on 3000 or the next that nobody answers on, and gives the port. The port is held from
 * here on, so that everything that needs to know it can be set up afterwards.
 */
export async function listen(
  server: Server,
  { port, host, first = FIRST_PORT }: { port: number | undefined; host: string; first?: number },
): Promise<number> {
  // A name may stand for two addresses; the one that is bound must not depend on the resolver.
  const address = host === "localhost" ? "127.0.0.1" : host;
  if (port !== undefined) {
    await bind(server, port, address).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EADDRINUSE" ? new Error(`Port ${port} is taken: set another PORT, or none.`) : error;
    });
    return port;
  }
  for (let candidate = first; candidate < first + PORTS_TO_TRY; candidate++) {
    if ((await answers(candidate, "127.0.0.1")) || (await answers(candidate, "::1"))) continue;
    try {
      await bind(server, candidate, address);
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(`No free port from ${first} to ${first + PORTS_TO_TRY - 1}: set PORT.`);
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Somebody may listen on one address of `localhost` while the other is free, and take our visitors. */
function answers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 500 });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => settle(true));
    socket.once("timeout", () => settle(false));
    socket.once("error", () => settle(false));
  });
}
