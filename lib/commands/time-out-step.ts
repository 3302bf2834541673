import { accessThread } from "../access/access-thread.ts";
import { threadStream, userStream } from "../contract/ids.ts";
import { AppError } from "../errors.ts";
import { writeAudit } from "./audit.ts";
import type { CommandContext } from "./command.ts";
import { tellPerson } from "./tell-person.ts";

type Whom = { threadId: string; userId: string };

/**
 * Times somebody of lower rank out, for so many seconds from now: they read on and post nothing. A time-out that runs is
 * replaced. The caller holds the locks of `membershipLocks`. Gives its end.
 */
export async function timeOut(
  context: CommandContext,
  { threadId, userId, seconds, reason }: Whom & { seconds: number; reason: string },
): Promise<Date> {
  const { sql, actor, now } = context;
  const { facts } = await accessThread(sql, { actor, threadId, action: "member.timeout", now, targetId: userId });
  const until = new Date(now.getTime() + seconds * 1000);
  await write(context, { threadId, userId, until, reason });
  await tellPerson(context, { userId, kind: "timedOut", threadId, reason, until });
  const before = { mutedUntil: isoOf(facts.target?.participant?.mutedUntil) };
  const after = { mutedUntil: until.toISOString() };
  await writeAudit(context, { action: "member.timeout", targetId: userId, threadId, before, after, reason });
  return until;
}

/** Ends a time-out before its time. Gives false, and changes nothing, where none runs. */
export async function liftTimeOut(
  context: CommandContext,
  { threadId, userId, reason }: Whom & { reason: string | undefined },
): Promise<boolean> {
  const { sql, actor, now } = context;
  const { facts } = await accessThread(sql, { actor, threadId, action: "member.timeout", now, targetId: userId });
  if (!facts.target?.participant) throw notInThread();
  const until = facts.target.participant.mutedUntil;
  if (!until || until <= now.getTime()) return false;
  await write(context, { threadId, userId, until: null, reason: undefined });
  await tellPerson(context, { userId, kind: "timeOutLifted", threadId, reason });
  const [before, after] = [{ mutedUntil: isoOf(until) }, { mutedUntil: null }];
  await writeAudit(context, { action: "member.timeout", targetId: userId, threadId, before, after, reason });
  return true;
}

async function write(
  { sql, actor, changed }: CommandContext,
  { threadId, userId, until, reason }: Whom & { until: Date | null; reason: string | undefined },
): Promise<void> {
  const [row] = await sql.rows<{ status: string }>(
    `UPDATE "ThreadParticipant" SET "mutedUntil" = $3::timestamptz, "mutedById" = $4::uuid, "muteReason" = $5
     WHERE "threadId" = $1::uuid AND "userId" = $2::uuid RETURNING status`,
    [threadId, userId, until, until && actor.userId, reason ?? null],
  );
  if (!row) throw notInThread();
  changed(threadStream(threadId), { kind: "participant", id: userId });
  if (row.status === "ACTIVE") changed(userStream(userId), { kind: "entry", id: threadId });
}

const notInThread = () => new AppError("PERSON_UNAVAILABLE", "This person is not in this thread.");
const isoOf = (moment: number | null | undefined): string | null => (moment ? new Date(moment).toISOString() : null);
