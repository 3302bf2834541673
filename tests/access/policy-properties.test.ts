import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ACCOUNT_STATUSES,
  PARTICIPANT_STATUSES,
  SYSTEM_ROLES,
  THREAD_KINDS,
  THREAD_ROLES,
  THREAD_STATES,
} from "../../lib/contract/roles.ts";
import {
  type Action,
  PARTICIPATION,
  SYSTEM_ACTIONS,
  THREAD_ACTIONS,
  type ThreadAction,
} from "../../lib/policy/actions.ts";
import { decide } from "../../lib/policy/decide.ts";
import { explain } from "../../lib/policy/explain.ts";
import type { Actor, Facts, OverrideFacts } from "../../lib/policy/facts.ts";
import { decideInPrinciple } from "../../lib/policy/principle.ts";

const THREAD_NAMES = Object.keys(THREAD_ACTIONS) as ThreadAction[];
const ALL_NAMES: Action[] = [...THREAD_NAMES, ...SYSTEM_ACTIONS];
const RUNS = { numRuns: 3_000 };

const NOW = 1_800_000_000_000;
const moment = fc.integer({ min: NOW - 40 * 86_400_000, max: NOW + 1_000 });
const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const actor: fc.Arbitrary<Actor> = fc.record({
  id: fc.constant("me"),
  role: some(SYSTEM_ROLES),
  status: fc.oneof(
    { weight: 9, arbitrary: fc.constant("ACTIVE" as const) },
    { weight: 1, arbitrary: some(ACCOUNT_STATUSES) },
  ),
});

const participant = fc.option(
  fc.record({
    role: some(THREAD_ROLES),
    status: fc.oneof(
      { weight: 4, arbitrary: fc.constant("ACTIVE" as const) },
      { weight: 1, arbitrary: some(PARTICIPANT_STATUSES) },
    ),
    mutedUntil: fc.option(moment),
    joinedSeq: fc.nat(20),
    lastSentAt: fc.option(moment),
  }),
);

const override: fc.Arbitrary<OverrideFacts> = fc
  .record({
    role: fc.option(some(THREAD_ROLES)),
    allow: fc.subarray(THREAD_NAMES, { maxLength: 5 }),
    deny: fc.subarray(THREAD_NAMES, { maxLength: 5 }),
  })
  .map((row) => ({ ...row, userId: row.role === null ? "me" : null }));

const facts: fc.Arbitrary<Facts> = fc.record({
  now: fc.constant(NOW),
  thread: fc.option(
    fc.record({
      kind: some(THREAD_KINDS),
      state: fc.oneof(fc.constant("OPEN" as const), some(THREAD_STATES)),
      announcement: fc.boolean(),
      slowModeSeconds: some([0, 0, 60]),
      editWindowSeconds: some([null, null, 3_600]),
      memberCount: some([2, 50, 51]),
      deletedAt: fc.option(moment),
    }),
    { freq: 20 },
  ),
  participant,
  message: maybe(
    fc.record({
      authorId: some(["me", "them"]),
      createdAt: moment,
      seq: fc.nat(30),
      deletedAt: fc.option(moment),
    }),
  ),
  target: maybe(
    fc.record({
      id: some(["me", "them"]),
      systemRole: some(SYSTEM_ROLES),
      status: some(ACCOUNT_STATUSES),
      participant,
    }),
  ),
  newRole: maybe(some(THREAD_ROLES)),
  newSystemRole: maybe(some(SYSTEM_ROLES)),
  ownerCount: maybe(some([1, 2, 3])),
  overrides: fc.array(override, { maxLength: 3 }),
  proposedOverride: maybe(override),
  blocked: maybe(fc.boolean()),
});

/** Everything that the person may do with these facts. */
function allowed(who: Actor, given: Facts): Set<Action> {
  return new Set(ALL_NAMES.filter((action) => decide(who, action, given).allow));
}

function expectWithin(fewer: Set<Action>, more: Set<Action>): void {
  expect([...fewer].filter((action) => !more.has(action))).toEqual([]);
}

test("a decision is pure, has a code exactly when it refuses, ends its trace there, and can be explained", () => {
  fc.assert(
    fc.property(actor, some(ALL_NAMES), facts, (who, action, given) => {
      const before = structuredClone(given);
      const decision = decide(who, action, given);
      expect(given).toEqual(before);
      expect(decide(who, action, given)).toEqual(decision);
      expect(decision.code === null).toBe(decision.allow);

      const denials = decision.trace.filter(({ outcome }) => outcome === "deny");
      expect(denials).toEqual(decision.allow ? [] : [decision.trace.at(-1)]);
      expect(explain(action, decision)).toMatch(/^[A-Z].+[.]$/);
      expect(explain(action, decision)).not.toMatch(/undefined|null|NaN/);
    }),
    RUNS,
  );
});

test("an account that is not ACTIVE may do nothing", () => {
  fc.assert(
    fc.property(actor, some(["SUSPENDED", "DELETED"] as const), facts, (who, status, given) => {
      expect(allowed({ ...who, status }, given).size).toBe(0);
      expect(decide({ ...who, status }, "thread.view", given).code).toBe("ACCOUNT_SUSPENDED");
    }),
    RUNS,
  );
});

test("what is hidden stays hidden, whatever else is said, and looks like what is missing", () => {
  fc.assert(
    fc.property(actor, facts, facts, some(THREAD_NAMES), (who, given, other, action) => {
      fc.pre(decide(who, "thread.view", given).trace.at(-1)?.reason === "thread.hidden");
      const asked = { ...other, thread: given.thread, participant: given.participant };
      const missing = { ...other, thread: null, participant: null };
      expect(decide(who, action, asked)).toEqual(decide(who, action, missing));
    }),
    RUNS,
  );
});

test("a message before one's history answers like a missing one", () => {
  fc.assert(
    fc.property(actor, facts, some(THREAD_NAMES), (who, given, action) => {
      const hidden = decide(who, "history.read", given);
      fc.pre(hidden.trace.at(-1)?.reason === "message.hidden");
      expect(decide(who, action, given)).toEqual(decide(who, action, { ...given, message: null }));
    }),
    RUNS,
  );
});

test("taking a permission away never widens what somebody may do", () => {
  fc.assert(
    fc.property(actor, facts, some(THREAD_NAMES), fc.nat(2), (who, given, permission, at) => {
      const before = allowed(who, given);
      const rows = given.overrides ?? [];
      const without = rows.map((row, index) =>
        index === at ? { ...row, allow: row.allow.filter((name) => name !== permission) } : row,
      );
      expectWithin(allowed(who, { ...given, overrides: without }), before);

      const forbidding = rows.map((row, index) =>
        index === at
          ? { ...row, allow: row.allow.filter((name) => name !== permission), deny: [...row.deny, permission] }
          : row,
      );
      expectWithin(allowed(who, { ...given, overrides: forbidding }), before);
    }),
    RUNS,
  );
});

test("overrides never grant managing, nor take it away, and grant nobody outside anything", () => {
  const managing = ALL_NAMES.filter((action) => !(PARTICIPATION as readonly Action[]).includes(action));
  const independent = managing.filter((action) => action !== "typing.send" && action !== "thread.overrides");
  fc.assert(
    fc.property(actor, facts, some(independent), (who, given, action) => {
      expect(decide(who, action, given).code).toBe(decide(who, action, { ...given, overrides: [] }).code);
    }),
    RUNS,
  );
  fc.assert(
    fc.property(actor, facts, (who, given) => {
      const outside = { ...given, participant: null };
      expect(allowed(who, outside)).toEqual(allowed(who, { ...outside, overrides: [] }));
    }),
    RUNS,
  );
});

test("a restraint never widens: time-out, block, slow mode, announcement, edit window, ban, lock", () => {
  fc.assert(
    fc.property(actor, facts, (who, given) => {
      const { thread, participant: row } = given;
      fc.pre(thread !== null && thread !== undefined && row !== null && row !== undefined);
      const before = allowed(who, given);
      const restrained: Facts[] = [
        { ...given, participant: { ...row, mutedUntil: Math.max(row.mutedUntil ?? 0, NOW + 1) } },
        { ...given, participant: { ...row, status: "BANNED" } },
        { ...given, blocked: true },
        { ...given, thread: { ...thread, announcement: true } },
        { ...given, thread: { ...thread, slowModeSeconds: 60 } },
        { ...given, thread: { ...thread, editWindowSeconds: Math.min(thread.editWindowSeconds ?? 60, 60) } },
        ...(thread.state === "OPEN" ? [{ ...given, thread: { ...thread, state: "LOCKED" as const } }] : []),
        ...(thread.state === "LOCKED" ? [{ ...given, thread: { ...thread, state: "ARCHIVED" as const } }] : []),
      ];
      for (const facts of restrained) expectWithin(allowed(who, facts), before);
    }),
    RUNS,
  );
});

test("a higher rank never allows less", () => {
  // Owners are bound to stay where others are free to go, and nobody acts on themself.
  const bound = ["thread.leave", "account.leave"];
  fc.assert(
    fc.property(actor, facts, some(ALL_NAMES), (who, given, action) => {
      fc.pre(!bound.includes(action) && given.target?.id !== "me" && given.participant?.status === "ACTIVE");
      const row = given.participant;
      const free = { ...given, overrides: [] };
      const roles = THREAD_ROLES.map((role) => decide(who, action, { ...free, participant: { ...row, role } }).allow);
      expect(roles).toEqual(roles.toSorted((a, b) => Number(a) - Number(b)));

      const systems = SYSTEM_ROLES.map((role) => decide({ ...who, role }, action, free).allow);
      expect(systems).toEqual(systems.toSorted((a, b) => Number(a) - Number(b)));
    }),
    RUNS,
  );
});

test("nobody acts on a person of equal or higher rank, or gives a role above their own, but owners among owners", () => {
  const ranks = { MEMBER: 40, ADMIN: 80, OWNER: 100 } as const;
  fc.assert(
    fc.property(
      actor,
      facts,
      some(["user.suspend", "user.restore", "user.signOut", "user.setRole"] as const),
      (who, given, action) => {
        fc.pre(given.target?.id === "them" && decide(who, action, given).allow);
        const owner = who.role === "OWNER" && action === "user.setRole";
        expect(owner || ranks[who.role] > ranks[given.target?.systemRole ?? "OWNER"]).toBe(true);
        expect(owner || action !== "user.setRole" || ranks[who.role] > ranks[given.newSystemRole ?? "OWNER"]).toBe(
          true,
        );
      },
    ),
    RUNS,
  );
});

test("naming somebody never allows what is refused in principle", () => {
  fc.assert(
    fc.property(actor, facts, some(ALL_NAMES), (who, given, action) => {
      fc.pre(decide(who, action, given).allow && given.target?.id !== "me");
      const unnamed: Facts = { ...given, message: undefined, target: undefined, proposedOverride: undefined };
      const { message: _m, target: _t, proposedOverride: _p, newRole: _r, newSystemRole: _s, ...rest } = unnamed;
      expect(decideInPrinciple(who, action, rest).allow).toBe(true);
    }),
    RUNS,
  );
});
