import type { Action } from "./actions.ts";
import type { Decision } from "./decide.ts";
import { isThreadAction } from "./actions.ts";
import { capitalised, duration, everyoneWho, holders, VERBS } from "./phrases.ts";
import { EVERYONE_LIMIT, rolesHolding } from "./permissions.ts";
import { isDirect } from "./ranks.ts";
import type { Reason, TraceStep } from "./trace.ts";

/** Whom the sentences speak to, or of: with a name they say "Cy is …" where they would say "You are …". */
interface Voice {
  Who: string;
  who: string;
  are: string;
  Your: string;
  your: string;
}

/**
 * The answer to "why can't I?" (or, when allowed, "why can I?"): one or two short sentences, with who can help. Give
 * `name` to speak of another person, as the permission explorer does.
 */
export function explain(action: Action, decision: Decision, name?: string): string {
  const deciding = decision.allow ? reasonToAllow(decision.trace) : decision.trace.at(-1);
  return deciding ? explainStep(action, deciding, name) : "";
}

/** One step of a trace as a sentence, for the explorer's list. */
export function explainStep(action: Action, step: TraceStep, name?: string): string {
  return SENTENCES[step.reason]({ action, step, verb: VERBS[action], ...voice(name) });
}

function reasonToAllow(trace: readonly TraceStep[]): TraceStep | undefined {
  return trace.findLast(({ outcome }) => outcome === "grant") ?? trace.at(-1);
}

interface Telling extends Voice {
  action: Action;
  step: TraceStep;
  verb: string;
}

const MODERATORS = "Owners and moderators";
const ONLY_MODERATORS = "Only owners and moderators";
const OWNER_CAN_CHANGE = "An owner can change that.";

const SENTENCES: Record<Reason, (telling: Telling) => string> = {
  "account.active": ({ Your }) => `${Your} account is active.`,
  "account.inactive": ({ Your }) => `${Your} account is suspended. A workspace admin can restore it.`,
  "thread.known": ({ who }) => `The thread is there, and ${who} may know of it.`,
  "thread.hidden": ({ who }) => `There is no such thread, or ${who} cannot see it.`,
  banned: ({ Who, are }) => `${Who} ${are} banned from this thread. Its moderators can lift the ban.`,

  "state.open": () => "The thread is open.",
  "state.permits": () => "The state of the thread permits it.",
  "state.rank": ({ Your }) => `${Your} rank is high enough for the state the thread is in.`,
  "state.locked": () => `This thread is locked. ${MODERATORS} can post, and can unlock it.`,
  "state.archived": ({ step }) =>
    isDirect(step.kind) ? "This conversation is archived." : `This thread is archived. ${MODERATORS} can unarchive it.`,
  "state.archivedSettings": () =>
    `This thread is archived, so only owners can change it. ${MODERATORS} can unarchive it.`,
  "state.deleted": ({ step }) =>
    isDirect(step.kind)
      ? "This conversation was deleted."
      : "This thread was deleted. An owner or a workspace admin can restore it within 30 days.",
  "state.restoreExpired": () => "This thread was deleted more than 30 days ago and cannot be restored.",
  "state.announcement": ({ who }) => `${ONLY_MODERATORS} post in this announcement thread; ${who} can react.`,

  "message.known": () => "The message is there to be read.",
  "message.hidden": ({ who }) => `There is no such message, or ${who} cannot see it.`,

  "role.everyone": ({ verb }) => `Everybody can ${verb}, because the thread is public.`,
  "role.inherited": ({ step, verb }) => `Workspace ${workspaceRole(step)} can ${verb}.`,
  "role.own": ({ Who }) => `${Who} wrote this message.`,
  "role.grants": ({ step, verb }) =>
    isDirect(step.kind) ? `Everybody in this conversation can ${verb}.` : `${everyone(step)} can ${verb}.`,
  "role.system": ({ step, verb }) => `Workspace ${workspaceRole(step)} can ${verb}.`,
  "role.lacks": lacking,
  "role.outsider": (telling) => (telling.step.code === "JOIN_FIRST" ? joining(telling) : lacking(telling)),

  "override.role": ({ step, verb }) => switched(everyone(step), "in this thread", { step, verb }),
  "override.member": ({ Who, step, verb }) => switched(Who, Who === "You" ? "for you" : "for them", { step, verb }),

  "timeOut.active": ({ Who, who, are, step }) =>
    `${Who} ${are} timed out for another ${duration(step.retryAfterMs ?? 0)}; ${who} can still read. A moderator can lift it.`,
  "timeOut.permits": ({ Who, are }) => `${Who} ${are} timed out, which does not stop this.`,
  "timeOut.rank": ({ Who, are }) => `${Who} ${are} timed out, which does not hold owners or workspace admins.`,

  "implied.send": ({ Who, who, verb }) =>
    `${Who} cannot post here, so ${who} cannot ${verb} either. ${OWNER_CAN_CHANGE}`,
  "implied.react": ({ Who }) => `${Who} cannot react here. ${OWNER_CAN_CHANGE}`,
  "implied.read": joining,

  "limit.everyone": () => `${ONLY_MODERATORS} can mention everyone in a thread of more than ${EVERYONE_LIMIT} people.`,
  "limit.deletedMessage": () => "This message was deleted.",
  "limit.bodyErased": () => "The text of this message was erased 30 days after its deletion.",
  "limit.editWindow": ({ step }) =>
    step.seconds
      ? `Messages here can be edited for ${duration(step.seconds * 1000)} after sending. ${OWNER_CAN_CHANGE}`
      : `Messages here cannot be edited. ${OWNER_CAN_CHANGE}`,

  "limit.restoreAuthors": () => "Its author deleted this message. Only they can bring it back.",
  "limit.restoreModerators": () => "A moderator deleted this message. Another moderator can bring it back.",
  "limit.restoreExpired": () => "It is too late to bring this message back.",

  "block.between": ({ Who }) => `${Who} cannot message this person.`,

  "standing.above": ({ Your }) => `${Your} rank is high enough.`,
  "standing.stepsDown": ({ Who }) => `${Who} may always step down.`,
  "standing.ownerAppoints": () => "Owners can make other people owners.",
  "standing.self": ({ Who, are }) =>
    are === "are" ? `${Who} cannot do this to yourself.` : "Nobody does this to themself.",
  "standing.notSelf": () => "Everybody does this for themself only.",
  "standing.rank": ({ step, your }) => `This person's rank is not below ${your}. ${higherUp(step)}`.trimEnd(),
  "standing.grantRank": ({ action, Who }) =>
    `${Who} can only give roles below ${Who === "You" ? "your own" : "their own"}. ${
      isThreadAction(action) ? "An owner can help." : "A workspace owner can help."
    }`,
  "standing.unnamed": () => "It was not said whom or what this is about.",
  "standing.noTarget": () => "There is no such person.",
  "standing.notMember": () => "This person is not in this thread. Add them first.",
  "standing.unavailable": unavailable,
  "standing.overrideManages": () => "A thread can switch taking part on and off; managing it comes with a role.",
  "standing.overrideLacks": ({ Who, who, step }) => {
    const verb = step.permission ? VERBS[step.permission] : "do this";
    return `${Who} cannot allow others to ${verb}, because ${who} cannot do it.`;
  },

  "lastOwner.thread": () => "This would leave the thread without an owner. Make somebody else an owner first.",
  "lastOwner.workspace": () => "This would leave the workspace without an owner. Make somebody else an owner first.",

  "slowMode.wait": ({ Who, step }) => `Slow mode is on. ${Who} can post again in ${duration(step.retryAfterMs ?? 0)}.`,
  "slowMode.rank": () => "Slow mode does not hold owners, moderators or workspace admins.",
};

function lacking({ action, step, verb }: Telling): string {
  if (!isThreadAction(action)) return `Only workspace ${workspaceRole(step)} can ${verb}.`;
  if (action === "message.edit") return "Only its author can edit a message.";
  if (isDirect(step.kind)) {
    if (action === "message.delete") return "Only its author can delete a message here.";
    if (action === "message.restore") return "Only its author can bring a message back here.";
    if (action === "member.add") return "A direct message is between two people. Start a group instead.";
    return `Nobody can ${verb}: direct messages have no owners or moderators.`;
  }
  const roles = rolesHolding(action, step.kind ?? "PRIVATE");
  return `Only ${holders(roles)} can ${verb}.`;
}

function joining({ action, verb }: Telling): string {
  if (action === "thread.leave") return "Only people in this thread can leave it.";
  if (action === "history.read") return "Join this thread to read it; its members will see that.";
  return `Join this thread to ${verb}.`;
}

function unavailable({ action, Who }: Telling): string {
  if (action === "dm.create") return `${Who} cannot message this person.`;
  return action === "member.add" ? "This person cannot be added." : "This account was deleted.";
}

function switched(whom: string, where: string, { step, verb }: Pick<Telling, "step" | "verb">): string {
  if (step.outcome === "grant") return `${whom} can ${verb}: it was switched on ${where}.`;
  return `${whom} cannot ${verb}: it was switched off ${where}. ${OWNER_CAN_CHANGE}`;
}

function everyone({ role }: TraceStep): string {
  return role ? everyoneWho(role) : "People in this thread";
}

function workspaceRole({ systemRole }: TraceStep): string {
  if (systemRole === "OWNER") return "owners";
  return systemRole === "ADMIN" ? "admins and owners" : "members";
}

function higherUp({ systemRole }: TraceStep): string {
  if (systemRole === "OWNER") return "";
  return systemRole === "ADMIN" ? "A workspace owner can help." : "A workspace admin can help.";
}

function voice(name: string | undefined): Voice {
  if (name === undefined) return { Who: "You", who: "you", are: "are", Your: "Your", your: "yours" };
  return { Who: capitalised(name), who: name, are: "is", Your: capitalised(`${name}'s`), your: `${name}'s` };
}
