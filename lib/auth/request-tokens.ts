import { createHash } from "node:crypto";

const SESSION_COOKIE = "__session";
/** Where Clerk's middleware leaves the token that it has renewed while the request was on its way. Verified like any other. */
const RENEWED_TOKEN_HEADER = "x-clerk-auth-token";

/**
 * The session tokens that a request carries, unverified: the bearer token, if an Authorization header is there at all
 * (an unusable one is the empty string: it must not fall back to the cookie), and those to try in place of one, best first.
 */
export function tokensInHeaders(
  headers: Headers,
  publishableKey: string,
): { bearer: string | null; cookies: string[] } {
  const authorization = headers.get("authorization");
  const bearer = authorization === null ? null : (/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? "");
  const jar = headers.get("cookie") ?? "";
  const candidates = [
    cookieValue(jar, `${SESSION_COOKIE}_${cookieSuffix(publishableKey)}`),
    cookieValue(jar, SESSION_COOKIE),
    headers.get(RENEWED_TOKEN_HEADER),
  ];
  return { bearer, cookies: [...new Set(candidates.filter((token) => token !== null && token !== ""))] as string[] };
}

/** Clerk's suffix for cookie names: eight characters of the publishable key's hash keep two applications on one host apart. */
export function cookieSuffix(publishableKey: string): string {
  return createHash("sha1").update(publishableKey).digest("base64url").slice(0, 8);
}

function cookieValue(jar: string, name: string): string | null {
  for (const part of jar.split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}
