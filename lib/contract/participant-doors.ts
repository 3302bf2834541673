import { banInput, banList, liftTimeOutInput, timeOutInput, unbanInput } from "./moderation.ts";
import { nothing } from "./nothing.ts";
import {
  addParticipantsInput,
  participantList,
  participantView,
  removeParticipantInput,
  setParticipantRoleInput,
} from "./participants.ts";
import { threadInput } from "./threads.ts";

/** The commands of `commandDoors` about who is in a thread. */
export const participantCommands = {
  "participant:add": {
    method: "POST",
    path: "/api/threads/[threadId]/participants",
    input: addParticipantsInput,
    output: nothing,
  },
  "participant:remove": {
    method: "DELETE",
    path: "/api/threads/[threadId]/participants/[userId]",
    input: removeParticipantInput,
    output: nothing,
  },
  "participant:role": {
    method: "PUT",
    path: "/api/threads/[threadId]/participants/[userId]/role",
    input: setParticipantRoleInput,
    output: participantView,
  },
  "participant:timeOut": {
    method: "PUT",
    path: "/api/threads/[threadId]/participants/[userId]/time-out",
    input: timeOutInput,
    output: participantView,
  },
  "participant:liftTimeOut": {
    method: "DELETE",
    path: "/api/threads/[threadId]/participants/[userId]/time-out",
    input: liftTimeOutInput,
    output: participantView,
  },
  "participant:ban": {
    method: "PUT",
    path: "/api/threads/[threadId]/participants/[userId]/ban",
    input: banInput,
    output: nothing,
  },
  "participant:unban": {
    method: "DELETE",
    path: "/api/threads/[threadId]/participants/[userId]/ban",
    input: unbanInput,
    output: nothing,
  },
} as const;

/** The queries of `queryDoors` about who is in a thread. */
export const participantQueries = {
  participants: {
    method: "GET",
    path: "/api/threads/[threadId]/participants",
    input: threadInput,
    output: participantList,
  },
  bans: { method: "GET", path: "/api/threads/[threadId]/bans", input: threadInput, output: banList },
} as const;
