import { headers } from "next/headers";
import { clerkScriptUrl } from "../lib/auth/clerk-script-url.ts";
import { authMode } from "../lib/auth/mode.ts";

/**
 * Clerk's script, without the React components around it: the workspace asks Clerk for tokens and for the way out and
 * shows nothing of it, so it does without the 39 KB of them. `clerk-session.ts` starts it.
 */
export async function ClerkScript() {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { env } = process;
  const proxyUrl = env.NEXT_PUBLIC_CLERK_PROXY_URL;
  return (
    <script
      async
      crossOrigin="anonymous"
      src={clerkScriptUrl(env)}
      nonce={nonce}
      data-clerk-js-script="true"
      data-clerk-publishable-key={env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY}
      {...(proxyUrl && { "data-clerk-proxy-url": proxyUrl })}
      data-sign-in-url={env.NEXT_PUBLIC_CLERK_SIGN_IN_URL}
      data-sign-up-url={env.NEXT_PUBLIC_CLERK_SIGN_UP_URL}
      {...(authMode(env) === "local" && { "data-quiet": "" })}
    />
  );
}
