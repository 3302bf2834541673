import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** `salt:key` in hex, with scrypt's default cost (about 50 ms and 16 MB). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return `${salt.toString("hex")}:${(await derive(password, salt)).toString("hex")}`;
}

/** Whether `password` is the one behind `stored`, compared in constant time. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [salt, key] = stored.split(":");
  if (!salt || !key) return false;
  const expected = Buffer.from(key, "hex");
  return expected.length === KEY_BYTES && timingSafeEqual(await derive(password, Buffer.from(salt, "hex")), expected);
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
