import type { DoorCase } from "./door-case.ts";
import { asks, inTurn, nothingIf, onPerson, onTargets, MEMBERSHIP, RESTRAINT } from "./door-answers.ts";

export const PARTICIPANT_CASES_IN_THREADS: DoorCase[] = [
  ...onTargets((name) => ({
    door: "participant:add",
    input: ({ threadId, targetId }) => ({ threadId, userIds: [targetId] }),
    expects: inTurn(
      asks("thread.view"),
      // Who is not here cannot be added, whoever asks.
      () => (name === "nobody" || name === "suspended" ? "unknown" : "allow"),
      onPerson("member.add", name),
      nothingIf(() => !["none", "left", "suspended"].includes(name)),
    ),
    writes: MEMBERSHIP,
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:remove",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, reason: "rude" }),
    expects: inTurn(
      onPerson("member.remove", name),
      nothingIf(() => ["none", "left", "banned"].includes(name)),
    ),
    writes: RESTRAINT,
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:timeOut",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, seconds: 600, reason: "rude" }),
    expects: inTurn(onPerson("member.timeout", name), () => (name === "none" ? "PERSON_UNAVAILABLE" : "allow")),
    writes: RESTRAINT,
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:liftTimeOut",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId }),
    expects: inTurn(
      onPerson("member.timeout", name),
      () => (name === "none" ? "PERSON_UNAVAILABLE" : "allow"),
      nothingIf(() => true),
    ),
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:ban",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, reason: "rude" }),
    expects: inTurn(
      onPerson("member.ban", name),
      nothingIf(() => name === "banned"),
    ),
    writes: RESTRAINT,
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:unban",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId }),
    expects: inTurn(
      onPerson("member.unban", name),
      nothingIf(() => name !== "banned"),
    ),
    writes: RESTRAINT,
    tells: "thread",
  })),
  {
    door: "bans",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(asks("thread.view"), onPerson("member.unban", "guest")),
  },
  ...(["GUEST", "MEMBER", "MODERATOR", "OWNER"] as const).flatMap((role) =>
    onTargets((name) => ({
      door: "participant:role",
      about: role,
      input: ({ threadId, targetId }) => ({ threadId, userId: targetId, role }),
      expects: inTurn(
        onPerson("role.set", name, { newRole: role }),
        nothingIf(() => (["admin", "sysowner", "suspended"].includes(name) ? "MEMBER" : name.toUpperCase()) === role),
      ),
      writes: MEMBERSHIP,
      tells: "thread",
    })),
  ),
  { door: "participants", input: ({ threadId }) => ({ threadId }), expects: asks("thread.view") },
];
