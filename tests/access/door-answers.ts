import type { Where, TargetName, Ids, DoorCase, Step } from "./door-case.ts";
import { type Answer, expected, type Question } from "./oracle.ts";

// What doors answer, in the words of the oracle, put together from its actions.

export const inside = ({ relation }: Where) => !["none", "left", "banned"].includes(relation);

/** The oracle's answer to an action of the cell's actor. */
export const asks =
  (action: string, more: Partial<Question> = {}): Step =>
  (where) =>
    expected({ account: "ACTIVE", owners: 5, members: 30, threadDeletedAgo: 0, ...where, action, ...more });

/** The first answer that is not "allow". */
export const inTurn =
  (...steps: Step[]): Step =>
  (where) => {
    for (const step of steps) {
      const answer = step(where);
      if (answer !== "allow") return answer;
    }
    return "allow";
  };

export const nothingIf =
  (condition: (where: Where) => boolean): Step =>
  (where) =>
    condition(where) ? "nothing" : "allow";

export const MESSAGES = {
  mine: { own: true, seq: 11, age: 0, deletedAgo: null },
  theirs: { own: false, seq: 11, age: 0, deletedAgo: null },
  old: { own: false, seq: 10, age: 0, deletedAgo: null },
} as const;
export type MessageName = keyof typeof MESSAGES;

/** What may not be read is hidden before anything else is said of it. */
export const onMessage = (action: string, name: MessageName): Step => {
  const message = MESSAGES[name];
  return inTurn(
    (where) => (asks("history.read", { message })(where) === "hide" ? "hide" : "allow"),
    asks(action, { message }),
  );
};

export const onPerson = (action: string, name: TargetName, more: Partial<Question> = {}): Step => {
  const target = (where: Where): Question["target"] => {
    if (name === "nobody") return null;
    if (name === "self") return { self: true, system: where.system, relation: where.relation, account: "ACTIVE" };
    if (name === "admin") return { system: "ADMIN", relation: "member", account: "ACTIVE" };
    if (name === "sysowner") return { system: "OWNER", relation: "member", account: "ACTIVE" };
    if (name === "suspended") return { system: "MEMBER", relation: "member", account: "SUSPENDED" };
    return { system: "MEMBER", relation: name, account: "ACTIVE" };
  };
  return (where) => asks(action, { target: target(where), ...more })(where);
};

const TARGETS: TargetName[] = [
  "none",
  "left",
  "banned",
  "guest",
  "member",
  "moderator",
  "owner",
  "admin",
  "sysowner",
  "suspended",
  "self",
  "nobody",
];
/** Every person where roles are in force; one of them where they are not. */
export const onTargets = (make: (target: TargetName) => DoorCase): DoorCase[] =>
  TARGETS.map((target) => ({
    ...make(target),
    target,
    about: [target, make(target).about].filter(Boolean).join(" "),
    only: ({ kind, state }) =>
      (kind === "PUBLIC" && state === "OPEN") || target === "member" || (kind === "GROUP_DM" && target === "none"),
  }));

export const onMessages = (names: MessageName[], make: (name: MessageName) => DoorCase): DoorCase[] =>
  names.map((name) => ({ ...make(name), about: name }));

export const SENDS = ["Message", "Thread", "ThreadParticipant", "Event", "Notification"];
export const OWN_PLACE = ["ThreadParticipant", "Event", "User"];
export const MEMBERSHIP = ["ThreadParticipant", "Thread", "Message", "Event", "User", "AuditLog", "Notification"];
/** What is done to a person is told to them. */
export const RESTRAINT = [...MEMBERSHIP, "Notice"];

/** Whether a list has the thread in it. */
export function listed(data: unknown, { threadId }: Ids): Answer {
  return JSON.stringify(data).includes(threadId) ? "allow" : "absent";
}
