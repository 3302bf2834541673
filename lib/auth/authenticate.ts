import { type Authenticator, createAuthenticator, type Identity } from "./authenticator.ts";
import { clerkSettings } from "./clerk-settings.ts";

export type { Identity } from "./authenticator.ts";

let shared: Authenticator | undefined;

/**
 * Whom `token` speaks for, or null: the check of sockets. The token comes from the client's `getToken()`.
 * @throws AppError UNAVAILABLE when Clerk's keys cannot be fetched.
 */
export function authenticateToken(token: string): Promise<Identity | null> {
  return authenticator().authenticateToken(token);
}

/**
 * Who sent `request`, by bearer token or session cookie, or null: the check of route handlers. It relies on nothing
 * that a proxy in front of it has done.
 * @throws AppError UNAVAILABLE when Clerk's keys cannot be fetched.
 */
export function authenticateRequest(request: Request): Promise<Identity | null> {
  return authenticator().authenticateHeaders(request.headers);
}

/** As `authenticateRequest`, for those who have headers only. */
export function authenticateHeaders(headers: Headers): Promise<Identity | null> {
  return authenticator().authenticateHeaders(headers);
}

/** Made at the first use: the environment is complete only once the server has started. */
function authenticator(): Authenticator {
  shared ??= createAuthenticator(clerkSettings(process.env));
  return shared;
}
