import type { AuthenticatorSettings } from "./authenticator.ts";
import type { Environment } from "./mode.ts";

/**
 * Clerk's settings, from the variables that its own SDKs read, so that both agree whoever has set them.
 * @throws Error when one is missing: the server sets all of them, under local identity too, before it serves anything.
 */
export function clerkSettings(env: Environment): AuthenticatorSettings {
  const origin = required(env, "APP_URL");
  const proxyUrl = env.NEXT_PUBLIC_CLERK_PROXY_URL;
  return {
    publishableKey: required(env, "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"),
    secretKey: required(env, "CLERK_SECRET_KEY"),
    jwtKey: env.CLERK_JWT_KEY || undefined,
    apiUrl: env.CLERK_API_URL || undefined,
    origins: [origin],
    issuers: proxyUrl ? [new URL(proxyUrl, origin).href] : [],
  };
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
