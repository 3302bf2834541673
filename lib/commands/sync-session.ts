import { z } from "zod";
import type { SystemContext } from "./run-system.ts";

/** What we read of a session in Clerk's words. */
export const clerkSession = z.object({
  id: z.string().min(1).max(255),
  user_id: z.string().min(1).max(255),
  created_at: z.number().int(),
  latest_activity: z
    .object({ device_type: z.string().nullish(), browser_name: z.string().nullish(), ip_address: z.string().nullish() })
    .nullish(),
});
export type ClerkSession = z.infer<typeof clerkSession>;

/** Why a session is over, in Clerk's words. */
export type SessionEnd = "ended" | "removed" | "revoked";

/** Notes a session that has begun. One that is known, or known to be over, stays as it is: news come in any order. */
export async function beginSession({ sql }: SystemContext, session: ClerkSession): Promise<"begun" | "known"> {
  const rows = await sql.rows(
    `${INSERT} VALUES ($1, $2, ${USER_ID}, $3, $4, $5) ON CONFLICT (id) DO NOTHING RETURNING id`,
    valuesOf(session),
  );
  return rows.length > 0 ? "begun" : "known";
}

/**
 * Ends a session by its id alone, whether or not its user is known here, and closes its sockets (PROTOCOL C5). A row is
 * kept even for a session never heard of, so that a late `created` cannot bring it to life.
 */
export async function finishSession(
  { sql, endSession }: SystemContext,
  session: ClerkSession,
  end: SessionEnd,
): Promise<"ended"> {
  await sql.rows(
    `INSERT INTO "Session" (id, "clerkUserId", "userId", device, ip, "startedAt", "endedAt", "endReason")
     VALUES ($1, $2, ${USER_ID}, $3, $4, $5, now(), $6)
     ON CONFLICT (id) DO UPDATE SET "endedAt" = coalesce("Session"."endedAt", now()), "endReason" = coalesce("Session"."endReason", $6)`,
    [...valuesOf(session), `session.${end}`],
  );
  endSession(session.id);
  return "ended";
}

const INSERT = `INSERT INTO "Session" (id, "clerkUserId", "userId", device, ip, "startedAt")`;
const USER_ID = `(SELECT id FROM "User" WHERE "clerkId" = $2)`;

function valuesOf({ id, user_id, created_at, latest_activity }: ClerkSession): unknown[] {
  const device = [latest_activity?.browser_name, latest_activity?.device_type].filter(Boolean).join(" on ") || null;
  return [
    id,
    user_id,
    device?.slice(0, 256) ?? null,
    latest_activity?.ip_address?.slice(0, 64) ?? null,
    new Date(created_at),
  ];
}
