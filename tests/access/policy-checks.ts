import type * as Actions from "../../lib/policy/actions.ts";
import type * as Decide from "../../lib/policy/decide.ts";
import type * as Invariants from "../../lib/policy/invariants.ts";
import type * as Overrides from "../../lib/policy/overrides.ts";
import type * as Permissions from "../../lib/policy/permissions.ts";
import type * as Principle from "../../lib/policy/principle.ts";
import type * as Ranks from "../../lib/policy/ranks.ts";
import type * as Visibility from "../../lib/policy/visibility.ts";
import { EXACT_CASES } from "./exact-cases.ts";
import { type Question, SWITCHABLE_NAMES, SYSTEM_ACTION_NAMES, THREAD_ACTION_NAMES } from "./oracle.ts";
import { asked } from "./questions.ts";

/** What a copy of lib/policy exports, whole or mutated. */
export type Policy = typeof Actions &
  typeof Decide &
  typeof Invariants &
  typeof Overrides &
  typeof Permissions &
  typeof Principle &
  typeof Ranks &
  typeof Visibility;

/** The answer in the oracle's words. */
export function answerOf(policy: Pick<Policy, "decide">, facts: ReturnType<typeof asked>): string {
  const { allow, code } = policy.decide(...facts);
  // A mutant may say what the type forbids.
  if (allow) return code === null ? "allow" : `allowed with ${String(code)}`;
  return code === "NOT_FOUND" ? "hide" : String(code);
}

/** Everything that is checked beside the cells; gives what is wrong, or nothing. */
export function* faultsOf(policy: Policy): Generator<string> {
  for (const [name, got, want] of [
    ...exactChecks(policy),
    ...successionChecks(policy),
    ...historyChecks(policy),
    ...principleChecks(policy),
    ...tableChecks(policy),
  ]) {
    if (JSON.stringify(got) !== JSON.stringify(want)) {
      yield `${name}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`;
    }
  }
}

const MARKS: Record<string, string> = { deny: "!", lack: "?" };

type Check = [name: string, got: unknown, want: unknown];

function* exactChecks({ decide }: Policy): Generator<Check> {
  for (const { asks, trace, details, carries } of EXACT_CASES) {
    const name = `${asks.action} as ${asks.relation}/${asks.system} in ${asks.kind} ${asks.state}`;
    const decision = decide(...asked(asks));
    const course = decision.trace.map(({ outcome, reason }) => `${MARKS[outcome] ?? ""}${reason}`).join(" ");
    yield [`${name}, trace`, course, trace];
    yield [`${name}, details`, decision.details, details];

    const last: Record<string, unknown> = { ...decision.trace.at(-1) };
    yield [`${name}, code`, decision.code, last.outcome === "deny" ? last.code : null];
    for (const [key, value] of Object.entries(carries ?? {})) yield [`${name}, ${key}`, last[key], value];
  }
}

function* successionChecks({ ownerCandidates, successor, wouldOrphan }: Policy): Generator<Check> {
  const person = (userId: string, role: "GUEST" | "MEMBER" | "MODERATOR" | "OWNER", joinedAt: number) =>
    ({ userId, role, joinedAt, status: "ACTIVE", accountStatus: "ACTIVE" }) as const;
  const ids = (people: Parameters<typeof ownerCandidates>[0]) => ownerCandidates(people).map(({ userId }) => userId);
  const all = [
    person("f", "MEMBER", 1),
    person("g", "GUEST", 0),
    person("b", "MODERATOR", 3),
    person("a", "MODERATOR", 3),
    person("o", "OWNER", 0),
    person("c", "MODERATOR", 2),
    { ...person("l", "MODERATOR", 0), status: "LEFT" } as const,
    { ...person("s", "MODERATOR", 0), accountStatus: "SUSPENDED" } as const,
    person("e", "MEMBER", 0),
  ];
  yield ["succession", ids(all), ["c", "a", "b", "e", "f"]];
  yield ["succession, turned round", ids(all.toReversed()), ["c", "a", "b", "e", "f"]];
  yield ["successor", successor(all)?.userId, "c"];
  yield ["successor among guests", successor([person("g", "GUEST", 0)]), null];
  yield ["the last owner", wouldOrphan(["a"], "a"), true];
  yield ["one of two owners", wouldOrphan(["a", "b"], "a"), false];
  yield ["somebody else", wouldOrphan(["a"], "b"), false];
}

function* historyChecks({ historyFrom }: Policy): Generator<Check> {
  const thread = (kind: "PUBLIC" | "PRIVATE" | "GROUP_DM" | "DM") =>
    ({
      kind,
      state: "OPEN",
      announcement: false,
      slowModeSeconds: 0,
      editWindowSeconds: null,
      memberCount: 2,
    }) as const;
  const row = (role: "GUEST" | "MEMBER", status: "ACTIVE" | "LEFT" = "ACTIVE") =>
    ({ role, status, mutedUntil: null, joinedSeq: 10 }) as const;
  yield ["history of a public thread", historyFrom(thread("PUBLIC"), null), 1];
  yield ["history of a public thread, guest", historyFrom(thread("PUBLIC"), row("GUEST")), 1];
  yield ["history of a private thread", historyFrom(thread("PRIVATE"), row("MEMBER")), 1];
  yield ["history of a private thread, guest", historyFrom(thread("PRIVATE"), row("GUEST")), 11];
  yield ["history of a private thread, stranger", historyFrom(thread("PRIVATE"), null), null];
  yield ["history of a private thread, left", historyFrom(thread("PRIVATE"), row("MEMBER", "LEFT")), null];
  yield ["history of a group", historyFrom(thread("GROUP_DM"), row("MEMBER")), 11];
  yield ["history of a direct message", historyFrom(thread("DM"), row("GUEST")), 1];
}

/** What each may do in a PUBLIC thread to somebody or something, asked without naming it: action, who, + or not. */
const IN_PRINCIPLE = `
message.edit      guest      +
message.delete    guest      +
message.react     member     +
message.pin       member     +
deletedBody.read  guest      .
deletedBody.read  member     +
member.add        guest      .
member.add        member     +
member.ban        member     .
member.ban        moderator  +
member.timeout    moderator  +
role.set          member     .
role.set          moderator  +
thread.lock       moderator  +
thread.overrides  moderator  .
thread.overrides  owner      +
thread.delete     owner      +
person.block      none       +
dm.create         none       +
profile.edit      none       +
account.leave     none       +
user.suspend      none       .
user.suspend      ADMIN      +
user.restore      ADMIN      +
user.signOut      ADMIN      +
user.setRole      none       .
user.setRole      ADMIN      +
`;

function* principleChecks({ decideInPrinciple }: Policy): Generator<Check> {
  const base = { system: "MEMBER", account: "ACTIVE", kind: "PUBLIC", state: "OPEN", relation: "none" } as const;
  for (const line of IN_PRINCIPLE.trim().split("\n")) {
    const [action = "", who = "", mark] = line.split(/\s+/);
    const place = who === "ADMIN" ? { system: who } : { relation: who as Question["relation"] };
    const [actor, name, { now, thread, participant }] = asked({ ...base, ...place, action } as Question);
    const { allow } = decideInPrinciple(actor, name, { now, thread, participant });
    yield [`${action} in principle, ${who}`, allow, mark === "+"];
  }
  const named = { system: "MEMBER", relation: "owner", account: "ACTIVE" } as const;
  const question = asked({ ...base, action: "member.ban", relation: "moderator", target: named });
  yield ["in principle, with the person named", decideInPrinciple(...question).code, "RANK"];
}

function* tableChecks(policy: Policy): Generator<Check> {
  yield ["system ranks", policy.SYSTEM_RANK, { OWNER: 100, ADMIN: 80, MEMBER: 40 }];
  yield ["thread ranks", policy.THREAD_RANK, { OWNER: 70, MODERATOR: 50, MEMBER: 20, GUEST: 10 }];
  yield ["rank without a row", policy.threadRank("PUBLIC", null), 0];
  const { cellOf, isOverridable, isSwitchable, rolesHolding, SYSTEM_ACTIONS, THREAD_ACTIONS } = policy;
  yield ["actions in a thread", Object.keys(THREAD_ACTIONS).sort(), [...THREAD_ACTION_NAMES].sort()];
  yield ["actions in the workspace", [...SYSTEM_ACTIONS].sort(), [...SYSTEM_ACTION_NAMES].sort()];
  for (const name of THREAD_ACTION_NAMES) {
    const action = name as Parameters<typeof cellOf>[0];
    const switchable = (["GUEST", "MEMBER", "MODERATOR", "OWNER"] as const).some((role) =>
      isSwitchable(cellOf(action, role)),
    );
    yield [`${name} can be switched`, switchable, SWITCHABLE_NAMES.includes(name)];
    yield [`${name} can be overridden`, isOverridable(action), SWITCHABLE_NAMES.includes(name)];
  }
  yield ["who renames", rolesHolding("thread.rename", "PRIVATE"), ["MODERATOR", "OWNER"]];
  yield ["who adds in private", rolesHolding("member.add", "PRIVATE"), ["MODERATOR", "OWNER"]];
  yield ["who adds in public", rolesHolding("member.add", "PUBLIC"), ["MEMBER", "MODERATOR", "OWNER"]];
  yield ["who reports", rolesHolding("message.report", "PRIVATE"), ["GUEST", "MEMBER", "MODERATOR", "OWNER"]];
  yield ["who edits another's", rolesHolding("message.edit", "PUBLIC"), []];
}
