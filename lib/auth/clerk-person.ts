import { z } from "zod";
import { line } from "../contract/text.ts";

/** What we read of a user in Clerk's words, in a webhook and from the Backend API alike. */
const clerkUser = z.object({
  id: z.string().min(1).max(255),
  username: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  image_url: z.string().nullish(),
  has_image: z.boolean().nullish(),
  primary_email_address_id: z.string().nullish(),
  email_addresses: z
    .array(
      z.object({
        id: z.string(),
        email_address: z.string(),
        verification: z.object({ status: z.string() }).nullish(),
      }),
    )
    .default([]),
  updated_at: z.number().int(),
});

/** A person as Clerk knows them, in our words. */
export type ClerkPerson = {
  clerkId: string;
  /** What to call them: their name, else their user name, else the first part of their address. */
  name: string;
  username: string | null;
  avatarUrl: string | null;
  /** The primary address, when verified. */
  email: string | null;
  verifiedEmails: string[];
  updatedAt: Date;
};

const NAME_MAX = 64;
const displayName = line(NAME_MAX);

/** A user of Clerk as a person. @throws ZodError where the shape is not Clerk's. */
export function parseClerkPerson(raw: unknown): ClerkPerson {
  const user = clerkUser.parse(raw);
  const verified = user.email_addresses.filter(({ verification }) => verification?.status === "verified");
  const primary = verified.find(({ id }) => id === user.primary_email_address_id);
  const email = primary?.email_address.toLowerCase() ?? null;
  return {
    clerkId: user.id,
    name: nameOf([[user.first_name, user.last_name].filter(Boolean).join(" "), user.username, email?.split("@")[0]]),
    username: user.username?.trim().toLowerCase() || null,
    avatarUrl: user.has_image && user.image_url?.startsWith("https://") ? user.image_url : null,
    email,
    verifiedEmails: verified.map(({ email_address }) => email_address.toLowerCase()),
    updatedAt: new Date(user.updated_at),
  };
}

/** The first of `candidates` that can be shown on one line; Clerk allows more in a name than we do. */
function nameOf(candidates: readonly (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    const cleaned = (candidate ?? "").toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
    const name = displayName.safeParse(firstGraphemes(cleaned.trim(), NAME_MAX));
    if (name.success) return name.data;
  }
  return "Somebody";
}

/** As many whole graphemes of `text` as fit in `max` UTF-16 units. */
function firstGraphemes(text: string, max: number): string {
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > max) break;
    kept += segment;
  }
  return kept;
}
