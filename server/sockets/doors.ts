import { randomUUID } from "node:crypto";
import { type CommandName, commandDoors } from "../../lib/contract/doors.ts";
import type { Envelope } from "../../lib/contract/errors.ts";
import { translateDatabaseError } from "../../lib/database-errors.ts";
import { AppError, errorBodyOf, isAppError } from "../../lib/errors.ts";
import type { Limits } from "../../lib/limits.ts";
import type { Logger } from "../../lib/log.ts";
import type { LiveSocket } from "./live.ts";

type Ack = (answer: Envelope<unknown>) => void;

/** Runs one command for a socket's person; throws AppError. */
export type CommandRunner = (
  name: CommandName,
  request: { actor: LiveSocket["data"]["actor"]; raw: unknown; requestId: string },
) => Promise<unknown>;

/** Answers one event of any socket; what it gives is the acknowledgement's `data`. */
export type Handler = (socket: LiveSocket, raw: unknown, requestId: string) => unknown;

/** What is answered, by event name: one table for all sockets. */
export type Handlers = ReadonlyMap<string, Handler>;

/** Commands of one socket that may be under way at the same time. */
const IN_FLIGHT_MAX = 256;

/** The socket door of every command (PROTOCOL S5). */
export function commandHandlers(run: CommandRunner): Map<string, Handler> {
  const handler = (name: CommandName): Handler => {
    return async ({ data }, raw, requestId) => {
      if (data.inFlight >= IN_FLIGHT_MAX)
        throw new AppError("RATE_LIMITED", "Too many at once: wait a little.", undefined, 1_000);
      data.inFlight += 1;
      try {
        return await run(name, { actor: data.actor, raw, requestId });
      } finally {
        data.inFlight -= 1;
      }
    };
  };
  return new Map((Object.keys(commandDoors) as CommandName[]).map((name) => [name, handler(name)]));
}

/**
 * Answers every frame of a socket with the envelope of PROTOCOL S5, whatever it is: an unknown name, a missing
 * acknowledgement, any argument. Frames go through this one gate, never to an event emitter by their own name: a name
 * like `error` would take the process down.
 */
export function openDoors(socket: LiveSocket, doors: { handlers: Handlers; limits: Limits; log: Logger }): void {
  socket.use(([name, ...args]: [string, ...unknown[]]) => {
    const last = args.at(-1);
    const ack: Ack = typeof last === "function" ? (last as Ack) : () => undefined;
    const raw = typeof args[0] === "function" ? undefined : args[0];
    void answer({ socket, name, raw, ack }, doors);
  });
}

async function answer(
  { socket, name, raw, ack }: { socket: LiveSocket; name: string; raw: unknown; ack: Ack },
  { handlers, limits, log }: { handlers: Handlers; limits: Limits; log: Logger },
): Promise<void> {
  const requestId = randomUUID();
  try {
    const limited = limits.enforce("frame", socket.id);
    if (limited instanceof Promise) await limited;
    const handler = handlers.get(name);
    if (!handler) throw new AppError("NOT_FOUND", "There is no such event.");
    const given = handler(socket, raw, requestId);
    const data: unknown = given instanceof Promise ? await given : given;
    ack({ ok: true, data: data ?? {} });
  } catch (error) {
    ack({ ok: false, error: errorBodyOf(sayable(error, { name, requestId, log })) });
  }
}

function sayable(error: unknown, { name, requestId, log }: { name: string; requestId: string; log: Logger }): AppError {
  const known = translateDatabaseError(error);
  if (isAppError(known)) return known;
  log.error({ err: error, event: name.slice(0, 80), requestId }, "sockets: an event failed");
  return new AppError("INTERNAL", "Something went wrong on the server.", { requestId });
}
