import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { LOCAL_CLERK_PATH } from "../../../lib/auth/mode.ts";
import { frontendApiHost, localPublishableKey } from "../../../lib/auth/publishable-key.ts";

const storedKeys = z.object({
  privateKey: z.string().startsWith("-----BEGIN PRIVATE KEY-----"),
  secretKey: z.string().regex(/^sk_test_[0-9a-f]{48}$/),
  webhookSecret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32}$/),
});

/** Everything the stand-in signs and is recognised with. Random per checkout, never committed. */
export type LocalClerkKeys = {
  privateKey: KeyObject;
  /** SPKI PEM of the public half, for `CLERK_JWT_KEY`. */
  jwtKey: string;
  secretKey: string;
  webhookSecret: string;
  publishableKey: string;
  /** `iss` of every token. */
  issuer: string;
  /** Names the signing key in token headers and in the JWKS. */
  keyId: string;
};

/**
 * The keys kept in `dir`, made on first use and readable by their owner only. The publishable key carries a short
 * hash of the folder's path, so that the cookies of two checkouts on two ports of one host do not collide.
 */
export function loadLocalClerkKeys(dir: string): LocalClerkKeys {
  const file = join(dir, "keys.json");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(freshKeys()), { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
  const stored = storedKeys.parse(JSON.parse(readFileSync(file, "utf8")));
  const privateKey = createPrivateKey(stored.privateKey);
  const jwtKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  const publishableKey = localPublishableKey(shortHash(resolve(dir)));
  return {
    privateKey,
    jwtKey,
    secretKey: stored.secretKey,
    webhookSecret: stored.webhookSecret,
    publishableKey,
    issuer: `https://${frontendApiHost(publishableKey)}`,
    keyId: `ins_local_${shortHash(jwtKey)}`,
  };
}

/**
 * Points the unmodified Clerk SDKs at the stand-in (IDENTITY, "What redirects everything"). Call it before Next is
 * created: Next reads these variables when it loads the SDK.
 */
export function applyLocalClerkEnv(
  keys: LocalClerkKeys,
  origin: string,
  env: Record<string, string | undefined>,
): void {
  Object.assign(env, {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: keys.publishableKey,
    CLERK_SECRET_KEY: keys.secretKey,
    CLERK_WEBHOOK_SIGNING_SECRET: keys.webhookSecret,
    CLERK_JWT_KEY: keys.jwtKey,
    CLERK_API_URL: `${origin}${LOCAL_CLERK_PATH}/bapi`,
    NEXT_PUBLIC_CLERK_PROXY_URL: LOCAL_CLERK_PATH,
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: "/sign-in",
    NEXT_PUBLIC_CLERK_SIGN_UP_URL: "/sign-up",
    NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: "1",
    CLERK_TELEMETRY_DISABLED: "1",
    NEXT_PUBLIC_CLERK_KEYLESS_DISABLED: "1",
    NEXT_PUBLIC_CLERK_UNSAFE_DISABLE_DEVELOPMENT_MODE_CONSOLE_WARNING: "1",
  });
}

function freshKeys(): z.infer<typeof storedKeys> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    secretKey: `sk_test_${randomBytes(24).toString("hex")}`,
    webhookSecret: `whsec_${randomBytes(24).toString("base64")}`,
  };
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
