import { v7 as uuidv7 } from "uuid";
import { notFound } from "../errors.ts";
import type { CommandContext } from "./command.ts";

/**
 * Ends a person's sessions in this transaction: all of them, one (`onlyId`) or all but one (`exceptId`). Their sockets
 * close before the answer (PROTOCOL C5). `atClerk` queues their end at the identity provider in the same transaction, so
 * that it is never lost; a job carries it out. Gives the ids of those that were not over.
 */
export async function endSessions(
  { sql, now, endSession }: CommandContext,
  {
    clerkUserId,
    reason,
    atClerk,
    onlyId,
    exceptId,
  }: { clerkUserId: string; reason: string; atClerk: boolean; onlyId?: string; exceptId?: string },
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(END, [clerkUserId, reason, onlyId ?? null, exceptId ?? null]);
  const ended = rows.map(({ id }) => id);
  for (const id of ended) endSession(id);
  if (!atClerk) return ended;
  // Of all, those too that were never heard of here.
  const all = onlyId === undefined && exceptId === undefined;
  for (const sessionId of all ? [null] : ended)
    await sql.rows(QUEUE, [uuidv7(), clerkUserId, sessionId, now.toISOString()]);
  return ended;
}

/**
 * Ends one session of a person, here and at the identity provider. Gives which it was, null where it was over.
 * @throws AppError NOT_FOUND for a session that is not theirs.
 */
export async function endOneSession(
  context: CommandContext,
  { clerkUserId, sessionId, reason }: { clerkUserId: string; sessionId: string; reason: string },
): Promise<{ sessionId: string; device: string | null } | null> {
  const [known] = await context.sql.rows<{ device: string | null }>(
    `SELECT device FROM "Session" WHERE id = $1 AND "clerkUserId" = $2`,
    [sessionId, clerkUserId],
  );
  if (!known) throw notFound();
  const ended = await endSessions(context, { clerkUserId, reason, atClerk: true, onlyId: sessionId });
  return ended.length > 0 ? { sessionId, device: known.device } : null;
}

const END = `
  UPDATE "Session" SET "endedAt" = now(), "endReason" = $2
   WHERE "clerkUserId" = $1 AND "endedAt" IS NULL AND ($3::text IS NULL OR id = $3) AND ($4::text IS NULL OR id <> $4)
  RETURNING id`;

const QUEUE = `INSERT INTO "ClerkRevocation" (id, "clerkUserId", "sessionId", before) VALUES ($1::uuid, $2, $3, $4::timestamptz)`;
