import { AppError, isAppError } from "./errors.ts";

// Postgres: serialization failure, deadlock, unique violation. Not a lock that was waited for in vain: who waits again
// keeps a connection from everybody else, and the client comes again by itself.
const REPEAT = new Set(["40001", "40P01", "23505"]);
// Postgres: shutting down, cannot connect now, too many connections; and the classes 08 and 57 beside them.
const AWAY = /^(?:08|53|57P)/;
const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND"]);
// What another moment may cure, a lock included; and Prisma's own name for it.
const BUSY = new Set(["40001", "40P01", "55P03", "P2034"]);
// Prisma: unique violation, write conflict or deadlock, cannot start a transaction in time, cannot reach the server.
const PRISMA_REPEAT = new Set(["P2002", "P2034"]);
const PRISMA_AWAY = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"]);

/** The SQLSTATE, socket error or Prisma code somewhere in an error and its causes. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const { code, originalCode, cause, meta } = error as Record<string, unknown>;
  const own = [code, originalCode].filter((value): value is string => typeof value === "string");
  const driver = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return [...own, ...codesOf(cause, depth + 1), ...codesOf(driver, depth + 1)];
}

/** Whether the same transaction may well succeed when tried again. */
export function worthRepeating(error: unknown): boolean {
  if (isAppError(error)) return false;
  return codesOf(error).some((code) => REPEAT.has(code) || PRISMA_REPEAT.has(code));
}

/** Whether a lock was waited for in vain. */
export const isLockTimeout = (error: unknown): boolean => codesOf(error).includes("55P03");

/** Whether a statement ran for as long as it may. */
export const isStatementTimeout = (error: unknown): boolean => codesOf(error).includes("57014");

/** Whether the database is out of reach: no other statement would do better just now. */
export function databaseIsAway(error: unknown): boolean {
  if (isAppError(error)) return false;
  const timedOut =
    error instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(error.message);
  return timedOut || codesOf(error).some((code) => AWAY.test(code) || SOCKET.has(code) || PRISMA_AWAY.has(code));
}

/** An AppError as it is; a database out of reach or too busy as UNAVAILABLE; anything else unchanged (a fault of ours). */
export function translateDatabaseError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const busy = codesOf(error).some((code) => BUSY.has(code));
  if (!busy && !databaseIsAway(error)) return error;
  return new AppError(
    "UNAVAILABLE",
    "The server cannot reach its database just now. It is safe to try again.",
    undefined,
    1_000,
  );
}
