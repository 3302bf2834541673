import { cookieSuffix } from "../../../lib/auth/request-tokens.ts";
import { ownUrl } from "./guards.ts";
import type { StandIn } from "./stand-in.ts";
import { type LocalClient, liveSessions } from "./store.ts";
import { sessionToken, signToken } from "./tokens.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Where Clerk's middleware sends a browser whose cookies are missing or stale: back to `redirectUrl`, with a signed
 * list of the cookies to set. Each cookie exists plain and with the key's suffix, as Clerk's SDKs read both.
 * @throws LocalClerkError 400 for a foreign `redirectUrl`.
 */
export function handshakeLocation(standIn: StandIn, client: LocalClient | null, redirectUrl: string | null): string {
  const { keys, origin } = standIn;
  const back = ownUrl(redirectUrl, origin);
  const session = client ? liveSessions(standIn.store.read(), client.id).at(-1) : undefined;
  const signedInSince = client && session ? Math.floor(client.updatedAt / 1000) : 0;
  const suffix = cookieSuffix(keys.publishableKey);
  const cookie = (name: string, value: string, rest: string) => [
    `${name}=${value}; ${rest}`,
    `${name}_${suffix}=${value}; ${rest}`,
  ];
  const kept = `Path=/; Max-Age=${YEAR_SECONDS}`;
  back.searchParams.set(
    "__clerk_handshake",
    signToken(keys, {
      handshake: [
        ...cookie("__clerk_db_jwt", "dvb_local", `${kept}; SameSite=Lax`),
        ...cookie("__client_uat", String(signedInSince), `${kept}; SameSite=Strict`),
        ...(session
          ? cookie("__session", sessionToken(keys, session, origin), `${kept}; SameSite=Lax`)
          : cookie("__session", "", "Path=/; Max-Age=0; SameSite=Lax")),
      ],
    }),
  );
  return back.href;
}
