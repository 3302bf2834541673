import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Actor } from "../access/actor.ts";
import { attachmentPath } from "../contract/attachment-paths.ts";

/** How long a link lives, in ms. */
const LIFE_MS = 10 * 60_000;

/**
 * Links to a file for what cannot carry a session: another program, another device. A link says who made it; whether that
 * person may read the file is asked again each time it is opened, so it opens nothing that they have lost since.
 */
export type FileLinks = {
  make(actor: Actor, attachmentId: string, now: Date): { url: string; expiresAt: string };
  /** Who made the link, or null where it is not ours, of another file, or too old. */
  read(token: string, attachmentId: string, now: Date): Actor | null;
};

/** `secret`: what only the server's processes know, all of them the same. */
export function createFileLinks(secret: string): FileLinks {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "confab file links", 32));
  const signatureOf = (claims: string, attachmentId: string) =>
    createHmac("sha256", key).update(`${claims}.${attachmentId}`).digest();
  return {
    make({ userId, sessionId }, attachmentId, now) {
      const expires = now.getTime() + LIFE_MS;
      const claims = Buffer.from(JSON.stringify([userId, sessionId, expires])).toString("base64url");
      const token = `${claims}.${signatureOf(claims, attachmentId).toString("base64url")}`;
      return { url: `${attachmentPath(attachmentId)}?link=${token}`, expiresAt: new Date(expires).toISOString() };
    },
    read(token, attachmentId, now) {
      const [claims = "", signature = "", ...rest] = token.split(".");
      const given = Buffer.from(signature, "base64url");
      const right = signatureOf(claims, attachmentId);
      if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
      const [userId, sessionId, expires] = JSON.parse(Buffer.from(claims, "base64url").toString()) as [
        string,
        string,
        number,
      ];
      return now.getTime() < expires ? { userId, sessionId } : null;
    },
  };
}

/** The links of this installation: the identity provider's secret is the one that all processes have. */
export function fileLinks(): FileLinks {
  const secret = process.env.CLERK_SECRET_KEY;
  if (!secret) throw new Error("There is no secret to sign links with: the identity provider's key is missing.");
  return createFileLinks(secret);
}
