import { z } from "zod";
import { id, time } from "./ids.ts";
import { accountStatus, systemRole } from "./roles.ts";
import { line, optionalLine, searchText } from "./text.ts";

/** A person as everybody in the workspace sees them. */
export const personView = z.object({
  id,
  username: z.string().nullable(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  bio: z.string(),
  title: z.string(),
  pronouns: z.string(),
  timeZone: z.string().nullable(),
  statusEmoji: z.string().nullable(),
  statusText: z.string(),
  statusUntil: time.nullable(),
  role: systemRole,
  status: accountStatus,
  lastSeenAt: time.nullable(),
});
export type PersonView = z.infer<typeof personView>;

export const listPeopleInput = z.strictObject({
  q: searchText,
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const peoplePage = z.object({ people: z.array(personView), nextAfter: id.nullable() });
export type PeoplePage = z.infer<typeof peoplePage>;

/** Up to 200 people by id, comma-separated; unknown ids are left out of the answer. */
export const lookUpPeopleInput = z.strictObject({
  ids: z
    .string()
    .transform((value) => value.split(","))
    .pipe(z.array(id).min(1).max(200)),
});
export const personInput = z.strictObject({ userId: id });

export const timeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, "must be an IANA time zone");

export const updateProfileInput = z
  .strictObject({
    displayName: line(64),
    bio: z
      .string()
      .max(500)
      .refine((value) => !value.includes("\u0000") && value.isWellFormed()),
    title: optionalLine(80),
    pronouns: optionalLine(40),
    timeZone: timeZone.nullable(),
    statusEmoji: z
      .string()
      .regex(/^\p{RGI_Emoji}$/v, "must be one emoji")
      .nullable(),
    statusText: optionalLine(100),
    statusUntil: time.nullable(),
  })
  .partial();
