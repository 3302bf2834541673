import type { Server, Socket } from "socket.io";
import type { Actor } from "../../lib/access/actor.ts";
import type { ClientToServer, PresenceState, ServerToClient } from "../../lib/contract/events.ts";

/** What the server knows of one connected device. */
export type SocketData = {
  actor: Actor;
  clerkUserId: string;
  /** When the session token ends, in milliseconds since 1970; renewed in-band (PROTOCOL C6). */
  expiresAt: number;
  /** The threads whose rooms the socket is in, with the seq after which its history starts. */
  threads: Map<string, number>;
  /** PROTOCOL C2: `new` until its rooms are joined, `joined` until it is told `ready`. */
  stage: "new" | "joined" | "ready";
  presence: Exclude<PresenceState, "offline">;
  /** Commands under way. */
  inFlight: number;
  /** The thread on screen, for receipts (PROTOCOL E3). */
  looking: string | null;
  /** Milliseconds since 1970 of the last sign of the person, for `lastSeenAt` (PROTOCOL E2). */
  seenAt: number;
};

export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export const threadRoom = (threadId: string) => `thread:${threadId}`;
/** Those whose history of the thread starts later: each gets packets of their own (PROTOCOL L5). */
export const lateRoom = (threadId: string) => `thread:${threadId}:late`;
export const userRoom = (userId: string) => `user:${userId}`;
export const lookingRoom = (threadId: string) => `looking:${threadId}`;

/** Every authenticated socket of this node, by person. */
export class LivePeople {
  readonly #byUser = new Map<string, Set<LiveSocket>>();

  add(socket: LiveSocket): void {
    const { userId } = socket.data.actor;
    const own = this.#byUser.get(userId);
    if (own) own.add(socket);
    else this.#byUser.set(userId, new Set([socket]));
  }

  remove(socket: LiveSocket): void {
    const { userId } = socket.data.actor;
    const own = this.#byUser.get(userId);
    own?.delete(socket);
    if (own?.size === 0) this.#byUser.delete(userId);
  }

  socketsOf(userId: string): ReadonlySet<LiveSocket> {
    return this.#byUser.get(userId) ?? NOBODY;
  }

  userIds(): string[] {
    return [...this.#byUser.keys()];
  }

  *sockets(): Generator<LiveSocket> {
    for (const own of this.#byUser.values()) yield* own;
  }
}

const NOBODY: ReadonlySet<LiveSocket> = new Set();
