import { createClerkClient } from "@clerk/backend";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { frontendApiHost } from "./publishable-key.ts";
import { tokensInHeaders } from "./request-tokens.ts";
import { createTokenCache } from "./token-cache.ts";

/** Whom a session token speaks for, and until when it does. Says nothing about what they may do. */
export type Identity = { clerkUserId: string; clerkSessionId: string; expiresAt: Date };

export type AuthenticatorSettings = {
  publishableKey: string;
  secretKey: string;
  /** SPKI PEM; without it the key set is fetched from Clerk's Backend API and kept. */
  jwtKey?: string | undefined;
  /** Clerk's Backend API, where it is not the usual one. */
  apiUrl?: string | undefined;
  /** The origins that tokens may have been issued for (`azp`), such as `https://chat.example.org`. */
  origins: readonly string[];
  /** Issuers beside the instance's own host: its proxy's URL, where it has one. */
  issuers?: readonly string[];
};

export type Authenticator = {
  authenticateToken(token: string): Promise<Identity | null>;
  authenticateHeaders(headers: Headers): Promise<Identity | null>;
};

/** No session token comes near this; longer ones are not worth a signature check. */
const MAX_TOKEN_LENGTH = 8192;
const CACHED_TOKENS = 5000;

const sessionClaims = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1),
  iss: z.string(),
  azp: z.string(),
  exp: z.number(),
});

/**
 * Recognises people by Clerk's session tokens (IDENTITY, Sockets). Stricter than Clerk's verification alone: a token
 * must name a user and a session, be issued by this instance, for one of `origins`, and not be pending.
 */
export function createAuthenticator(settings: AuthenticatorSettings): Authenticator {
  const [origin] = settings.origins;
  if (origin === undefined) throw new Error("At least one origin must be allowed to sign in.");
  const clerk = createClerkClient({
    publishableKey: settings.publishableKey,
    secretKey: settings.secretKey,
    jwtKey: settings.jwtKey,
    apiUrl: settings.apiUrl,
    telemetry: { disabled: true },
  });
  const issuers = [`https://${frontendApiHost(settings.publishableKey)}`, ...(settings.issuers ?? [])];
  const cache = createTokenCache(CACHED_TOKENS);

  async function authenticateToken(token: string): Promise<Identity | null> {
    if (token === "" || token.length > MAX_TOKEN_LENGTH || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return null;
    const known = cache.get(token);
    if (known) return known;
    const identity = await verify(token);
    if (identity) cache.set(token, identity);
    return identity;
  }

  async function verify(token: string): Promise<Identity | null> {
    const request = new Request(`${origin}/`, { headers: { authorization: `Bearer ${token}` } });
    const state = await clerk.authenticateRequest(request, {
      acceptsToken: "session_token",
      authorizedParties: [...settings.origins],
      jwtKey: settings.jwtKey,
    });
    if (!state.isAuthenticated) {
      // Not this person's fault, and not for ever: a client that hears 401 would throw its session away.
      if (state.reason === "jwk-remote-failed-to-load")
        throw new AppError("UNAVAILABLE", "Sessions cannot be checked right now.");
      return null;
    }
    const auth = state.toAuth();
    if (!auth.isAuthenticated || !auth.userId || !auth.sessionId) return null;
    const claims = sessionClaims.safeParse(auth.sessionClaims);
    if (!claims.success || !issuers.includes(claims.data.iss)) return null;
    return { clerkUserId: auth.userId, clerkSessionId: auth.sessionId, expiresAt: new Date(claims.data.exp * 1000) };
  }

  async function authenticateHeaders(headers: Headers): Promise<Identity | null> {
    const { bearer, cookies } = tokensInHeaders(headers, settings.publishableKey);
    const fromCookies = await firstIdentity(cookies);
    if (bearer === null) return fromCookies;
    const fromBearer = await authenticateToken(bearer);
    // Two people in one request: whichever was meant, acting as the other would be wrong.
    return fromCookies && fromBearer && fromCookies.clerkUserId !== fromBearer.clerkUserId ? null : fromBearer;
  }

  async function firstIdentity(tokens: readonly string[]): Promise<Identity | null> {
    for (const token of tokens) {
      const identity = await authenticateToken(token);
      if (identity) return identity;
    }
    return null;
  }

  return { authenticateToken, authenticateHeaders };
}
