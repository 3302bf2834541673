import { accessWorkspace } from "../access/access-workspace.ts";
import { userStream } from "../contract/ids.ts";
import { answerNothing } from "./answer-entry.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { endOneSession, endSessions } from "./end-sessions.ts";

/** Ends one of one's own sessions: a browser left signed in somewhere. */
export const endOwnSession = defineCommand({
  name: "session:end",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run(context, { sessionId }) {
    const clerkUserId = await ownClerkId(context);
    await endOneSession(context, { clerkUserId, sessionId, reason: "session.ended" });
    return answerNothing;
  },
});

/** Ends every session of one's own but the one that asks. */
export const endOtherSessions = defineCommand({
  name: "session:end-others",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run(context) {
    const clerkUserId = await ownClerkId(context);
    const exceptId = context.actor.sessionId;
    await endSessions(context, { clerkUserId, reason: "session.ended", atClerk: true, exceptId });
    return answerNothing;
  },
});

async function ownClerkId({ tx, sql, actor, now }: CommandContext): Promise<string> {
  await accessWorkspace(sql, { actor, action: "profile.edit", now, targetId: actor.userId });
  const { clerkId } = await tx.user.findUniqueOrThrow({ where: { id: actor.userId }, select: { clerkId: true } });
  return clerkId;
}
