import { answerNothing } from "./answer-entry.ts";
import { ban, unban } from "./ban-step.ts";
import { membershipLocks } from "./change-membership.ts";
import { defineCommand } from "./command.ts";

/** Bans somebody from a thread. Nothing that is committed after this is answered reaches them (PROTOCOL F3). */
export const banParticipant = defineCommand({
  name: "participant:ban",
  limit: "write",
  locks: (_sql, _actor, { threadId, userId }) => membershipLocks(threadId, [userId]),
  async run(context, input) {
    await ban(context, input);
    return answerNothing;
  },
});

/** Lifts a ban. */
export const unbanParticipant = defineCommand({
  name: "participant:unban",
  limit: "write",
  locks: (_sql, _actor, { threadId, userId }) => membershipLocks(threadId, [userId]),
  async run(context, { threadId, userId, reason }) {
    await unban(context, { threadId, userId, reason });
    return answerNothing;
  },
});
