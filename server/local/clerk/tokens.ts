import { createPublicKey, randomBytes, sign } from "node:crypto";
import type { LocalClerkKeys } from "./keys.ts";
import type { LocalSession } from "./store.ts";

const TOKEN_SECONDS = 60;

/** A JWT over `payload`, signed as Clerk signs session tokens (RS256; `cat` marks the kind). */
export function signToken(keys: LocalClerkKeys, payload: object): string {
  const header = { alg: "RS256", cat: "cl_B7d4PD111AAA", kid: keys.keyId, typ: "JWT" };
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${sign("RSA-SHA256", Buffer.from(input), keys.privateKey).toString("base64url")}`;
}

/** A session token for `origin`, good for a minute. */
export function sessionToken(keys: LocalClerkKeys, session: LocalSession, origin: string): string {
  const issuedAt = Math.floor(Date.now() / 1000);
  return signToken(keys, {
    azp: origin,
    exp: issuedAt + TOKEN_SECONDS,
    fva: factorAge(session),
    iat: issuedAt,
    iss: keys.issuer,
    jti: randomBytes(10).toString("hex"),
    nbf: issuedAt - 10,
    sid: session.id,
    sts: "active",
    sub: session.userId,
    v: 2,
  });
}

/** Minutes since the first and the second factor were checked; there is no second one. */
export function factorAge(session: LocalSession): [number, number] {
  return [Math.floor((Date.now() - session.createdAt) / 60_000), -1];
}

/** The public key as the Backend API publishes it. */
export function jwks(keys: LocalClerkKeys) {
  return {
    keys: [
      { ...createPublicKey(keys.privateKey).export({ format: "jwk" }), use: "sig", kid: keys.keyId, alg: "RS256" },
    ],
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
