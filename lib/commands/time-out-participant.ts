import { answerParticipant } from "./answer-thread.ts";
import { membershipLocks } from "./change-membership.ts";
import { defineCommand } from "./command.ts";
import { liftTimeOut, timeOut } from "./time-out-step.ts";

/** Times somebody out; they are told by whom, until when and why. */
export const timeOutParticipant = defineCommand({
  name: "participant:timeOut",
  limit: "write",
  locks: (_sql, _actor, { threadId, userId }) => membershipLocks(threadId, [userId]),
  async run(context, input) {
    await timeOut(context, input);
    return answerParticipant(input.threadId, input.userId);
  },
});

/** Ends a time-out before its time. */
export const liftParticipantTimeOut = defineCommand({
  name: "participant:liftTimeOut",
  limit: "write",
  locks: (_sql, _actor, { threadId, userId }) => membershipLocks(threadId, [userId]),
  async run(context, { threadId, userId, reason }) {
    await liftTimeOut(context, { threadId, userId, reason });
    return answerParticipant(threadId, userId);
  },
});
