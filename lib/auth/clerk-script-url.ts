import { frontendApiHost } from "./publishable-key.ts";
import type { Environment } from "./mode.ts";

/** The major version of Clerk's script that its packages here belong to; minor ones come by themselves. */
export const CLERK_JS_MAJOR = 6;

/**
 * Where the browser gets Clerk's script: from the Frontend API that the publishable key names, or through its proxy.
 * @throws Error where the key is malformed, which the server does not start with.
 */
export function clerkScriptUrl(env: Environment): string {
  const host = frontendApiHost(env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? "");
  if (host === null) throw new Error("NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is malformed.");
  const proxy = env.NEXT_PUBLIC_CLERK_PROXY_URL || `https://${host}`;
  const base = proxy.endsWith("/") ? proxy.slice(0, -1) : proxy;
  return `${base}/npm/@clerk/clerk-js@${CLERK_JS_MAJOR}/dist/clerk.browser.js`;
}
