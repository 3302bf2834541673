import { AppError, errorBodyOf, isAppError } from "../../lib/errors.ts";
import type { Admission } from "./authenticate.ts";
import type { Inflow } from "./inflow.ts";
import type { LivePeople, LiveSocket } from "./live.ts";

/** Devices and tabs one person may have connected to one node. */
const SOCKETS_A_PERSON = 50;

/**
 * Authenticates a handshake and fills in what is known of the device. The error it throws carries the envelope's error
 * as `data`, which Socket.IO hands to the client's `connect_error`.
 */
export async function admit(
  socket: LiveSocket,
  {
    people,
    inflow,
    limitScale,
    identify,
  }: {
    people: LivePeople;
    inflow: Inflow;
    limitScale: number;
    identify(token: unknown, device: string | undefined): Promise<Admission>;
  },
): Promise<void> {
  try {
    inflow.greet(socket);
    const token = (socket.handshake.auth as Record<string, unknown> | undefined)?.token;
    const { actor, clerkUserId, expiresAt } = await identify(token, socket.handshake.headers["user-agent"]);
    inflow.letIn(actor.userId);
    if (people.socketsOf(actor.userId).size >= SOCKETS_A_PERSON * limitScale)
      throw new AppError("RATE_LIMITED", "Too many tabs and devices at once.", undefined, 30_000);
    Object.assign(socket.data, {
      actor,
      clerkUserId,
      expiresAt,
      threads: new Map(),
      stage: "new",
      presence: "online",
      inFlight: 0,
      looking: null,
      seenAt: Date.now(),
    } satisfies LiveSocket["data"]);
  } catch (error) {
    const known = isAppError(error)
      ? error
      : new AppError("UNAVAILABLE", "Nobody can connect just now.", undefined, 2_000);
    throw Object.assign(new Error(known.code), { data: errorBodyOf(known) });
  }
}
