import type { LocalClerk } from "../local/clerk/handler.ts";

export type { LocalClerk };

/**
 * What stands in for the outside world on a developer's machine. Loaded only when needed, and only through
 * `server/index.ts`: nothing else may reach `server/local`.
 */
export type LocalParts = {
  postgres(): Promise<typeof import("../local/postgres.ts")>;
  clerk(): Promise<typeof import("../local/clerk/handler.ts")>;
  clerkKeys(): Promise<typeof import("../local/clerk/keys.ts")>;
  seed(): Promise<typeof import("../../prisma/seed/seed-workspace.ts")>;
};
