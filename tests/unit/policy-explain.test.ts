import { describe, expect, test } from "vitest";
import { EXACT_CASES } from "../access/exact-cases.ts";
import type { Question } from "../access/oracle.ts";
import { asked } from "../access/questions.ts";
import { decide } from "../../lib/policy/decide.ts";
import { explain, explainStep } from "../../lib/policy/explain.ts";
import { duration, VERBS } from "../../lib/policy/phrases.ts";

const member: Omit<Question, "action"> = {
  account: "ACTIVE",
  system: "MEMBER",
  kind: "PUBLIC",
  state: "OPEN",
  relation: "member",
};
const guest = { ...member, relation: "guest" } as const;
const moderator = { ...member, relation: "moderator" } as const;
const owner = { ...member, relation: "owner" } as const;
const stranger = { ...member, relation: "none" } as const;
const admin = { ...stranger, system: "ADMIN", kind: "PRIVATE" } as const;
const direct = { ...member, kind: "DM" } as const;
const mine = { own: true, seq: 11, age: 0, deletedAgo: null };
const theirs = { ...mine, own: false };
const dee = { system: "MEMBER", relation: "member", account: "ACTIVE" } as const;
const myself = { ...dee, self: true } as const;
const off = (name: string, who: "myRole" | "me") => ({ overrides: [{ who, allow: [], deny: [name] }] });

function why(question: Question, name?: string): string {
  const [actor, action, facts] = asked(question);
  return explain(action, decide(actor, action, facts), name);
}

describe("why can't I", () => {
  const SENTENCES: [string, Question][] = [
    ["Only owners and moderators can rename this thread.", { ...member, action: "thread.rename" }],
    ["Only owners and moderators can remove people from this thread.", { ...member, action: "member.remove" }],
    ["Only owners can change permissions in this thread.", { ...moderator, action: "thread.overrides" }],
    ["Only members can attach files here.", { ...guest, action: "message.attach" }],
    ["Only members can add people to this thread.", { ...guest, action: "member.add" }],
    ["Only owners and moderators can add people to this thread.", { ...member, kind: "PRIVATE", action: "member.add" }],
    ["Only its author can edit a message.", { ...owner, action: "message.edit", message: theirs }],
    ["Only its author can delete a message here.", { ...direct, action: "message.delete", message: theirs }],
    [
      "Nobody can ban people from this thread: direct messages have no owners or moderators.",
      { ...direct, action: "member.ban" },
    ],
    ["A direct message is between two people. Start a group instead.", { ...direct, action: "member.add" }],

    [
      "Your account is suspended. A workspace admin can restore it.",
      { ...member, account: "SUSPENDED", action: "message.send" },
    ],
    ["There is no such thread, or you cannot see it.", { ...member, missing: true, action: "message.send" }],
    [
      "You are banned from this thread. Its moderators can lift the ban.",
      { ...member, relation: "banned", action: "history.read" },
    ],
    ["Join this thread to post here.", { ...stranger, action: "message.send" }],
    ["Join this thread to read it; its members will see that.", { ...admin, action: "history.read" }],
    ["Only people in this thread can leave it.", { ...stranger, action: "thread.leave" }],
    ["Join this thread to see earlier versions of messages.", { ...admin, action: "editHistory.read" }],

    [
      "This thread is locked. Owners and moderators can post, and can unlock it.",
      { ...member, state: "LOCKED", action: "message.send" },
    ],
    [
      "This thread is archived. Owners and moderators can unarchive it.",
      { ...owner, state: "ARCHIVED", action: "message.send" },
    ],
    [
      "This thread is archived, so only owners can change it. Owners and moderators can unarchive it.",
      { ...moderator, state: "ARCHIVED", action: "thread.rename" },
    ],
    ["This conversation is archived.", { ...direct, state: "ARCHIVED", action: "message.send" }],
    [
      "This thread was deleted. An owner or a workspace admin can restore it within 30 days.",
      { ...member, state: "DELETED", action: "history.read" },
    ],
    ["This conversation was deleted.", { ...direct, state: "DELETED", action: "history.read" }],
    [
      "This thread was deleted more than 30 days ago and cannot be restored.",
      { ...owner, state: "DELETED", action: "thread.restore" },
    ],
    [
      "Only owners and moderators post in this announcement thread; you can react.",
      { ...member, announcement: true, action: "message.send" },
    ],

    [
      "Members cannot attach files here: it was switched off in this thread. An owner can change that.",
      { ...member, action: "message.attach", ...off("message.attach", "myRole") },
    ],
    [
      "You cannot react here: it was switched off for you. An owner can change that.",
      { ...member, action: "message.react", ...off("message.react", "me") },
    ],
    [
      "You cannot post here, so you cannot attach files here either. An owner can change that.",
      { ...member, action: "message.attach", ...off("message.send", "me") },
    ],
    [
      "You are timed out for another 5 minutes; you can still read. A moderator can lift it.",
      { ...member, mutedFor: 300_000, action: "message.send" },
    ],
    [
      "It is too late to bring this message back.",
      { ...member, action: "message.restore", message: { own: true, seq: 11, age: 700_000, deletedAgo: 600_001 } },
    ],
    [
      "A moderator deleted this message. Another moderator can bring it back.",
      {
        ...member,
        action: "message.restore",
        message: { own: true, seq: 11, age: 0, deletedAgo: 1, deletedBy: "them" },
      },
    ],
    [
      "Its author deleted this message. Only they can bring it back.",
      { ...moderator, action: "message.restore", message: { own: false, seq: 11, age: 0, deletedAgo: 1 } },
    ],
    ["Slow mode is on. You can post again in 12 seconds.", { ...member, sentAgo: 48_000, action: "message.send" }],
    [
      "Only owners and moderators can mention everyone in a thread of more than 50 people.",
      { ...member, members: 51, action: "mention.everyone" },
    ],
    [
      "Messages here can be edited for 15 minutes after sending. An owner can change that.",
      { ...member, editWindow: 900, action: "message.edit", message: { ...mine, age: 1_000_000 } },
    ],
    [
      "Messages here cannot be edited. An owner can change that.",
      { ...member, editWindow: 0, action: "message.edit", message: { ...mine, age: 1 } },
    ],
    ["This message was deleted.", { ...member, action: "message.edit", message: { ...mine, deletedAgo: 1 } }],
    [
      "The text of this message was erased 30 days after its deletion.",
      { ...member, action: "deletedBody.read", message: { ...mine, deletedAgo: 3e9 } },
    ],
    ["There is no such message, or you cannot see it.", { ...member, action: "history.read", message: null }],
    ["You cannot message this person.", { ...direct, blocked: true, action: "message.send" }],

    ["You cannot do this to yourself.", { ...moderator, action: "member.ban", target: myself }],
    [
      "This person's rank is not below yours. A workspace admin can help.",
      { ...moderator, action: "member.ban", target: { ...dee, relation: "owner" } },
    ],
    [
      "This person's rank is not below yours. A workspace owner can help.",
      { ...admin, action: "user.suspend", target: { ...dee, system: "ADMIN" } },
    ],
    [
      "This person's rank is not below yours.",
      { ...admin, system: "OWNER", action: "user.suspend", target: { ...dee, system: "OWNER" } },
    ],
    [
      "You can only give roles below your own. An owner can help.",
      { ...moderator, action: "role.set", target: dee, newRole: "MODERATOR" },
    ],
    [
      "You can only give roles below your own. A workspace owner can help.",
      { ...admin, action: "user.setRole", target: dee, newSystemRole: "ADMIN" },
    ],
    [
      "This person is not in this thread. Add them first.",
      { ...owner, action: "role.set", target: { ...dee, relation: "left" }, newRole: "GUEST" },
    ],
    ["This person cannot be added.", { ...member, action: "member.add", target: { ...dee, relation: "banned" } }],
    ["There is no such person.", { ...owner, action: "member.ban", target: null }],
    ["It was not said whom or what this is about.", { ...owner, action: "member.ban" }],
    [
      "You cannot allow others to pin messages here, because you cannot do it.",
      { ...admin, action: "thread.overrides", proposed: { who: "GUEST", allow: ["message.pin"], deny: [] } },
    ],
    [
      "A thread can switch taking part on and off; managing it comes with a role.",
      { ...owner, action: "thread.overrides", proposed: { who: "GUEST", allow: ["member.ban"], deny: [] } },
    ],
    [
      "This would leave the thread without an owner. Make somebody else an owner first.",
      { ...owner, action: "thread.leave" },
    ],
    [
      "This would leave the workspace without an owner. Make somebody else an owner first.",
      { ...admin, system: "OWNER", action: "account.leave" },
    ],

    ["Only workspace admins and owners can suspend people.", { ...member, action: "user.suspend" }],
    ["Only workspace owners can change security settings.", { ...admin, action: "security.set" }],
    ["Everybody does this for themself only.", { ...member, action: "profile.edit", target: dee }],
    ["You cannot message this person.", { ...member, action: "dm.create", target: dee, blocked: true }],
    ["This account was deleted.", { ...admin, action: "user.suspend", target: { ...dee, account: "DELETED" } }],
  ];

  test.each(SENTENCES)("%s", (sentence, question) => {
    expect(why(question)).toBe(sentence);
  });
});

describe("why can I, and why can they", () => {
  test("what allows is named", () => {
    expect(why({ ...member, action: "message.send" })).toBe("Members can post here.");
    expect(why({ ...direct, action: "message.send" })).toBe("Everybody in this conversation can post here.");
    expect(why({ ...stranger, action: "thread.join" })).toBe(
      "Everybody can join this thread, because the thread is public.",
    );
    expect(why({ ...admin, action: "thread.lock" })).toBe(
      "Workspace admins and owners can lock or unlock this thread.",
    );
    expect(why({ ...member, action: "message.edit", message: mine })).toBe("You wrote this message.");
    const override = { who: "me", allow: ["thread.rename"], deny: [] } as const;
    const question: Question = {
      ...member,
      action: "thread.rename",
      overrides: [{ ...override, allow: [...override.allow], deny: [] }],
    };
    expect(why(question)).toBe("You can rename this thread: it was switched on for you.");
  });

  test("with a name it speaks of that person", () => {
    expect(why({ ...member, relation: "banned", action: "message.send" }, "Cy")).toBe(
      "Cy is banned from this thread. Its moderators can lift the ban.",
    );
    expect(why({ ...member, account: "SUSPENDED", action: "message.send" }, "Cy")).toBe(
      "Cy's account is suspended. A workspace admin can restore it.",
    );
    expect(why({ ...moderator, action: "member.ban", target: myself }, "Cy")).toBe("Nobody does this to themself.");
  });
});

test("every step of every course has a sentence", () => {
  for (const { asks } of EXACT_CASES) {
    const [actor, action, facts] = asked(asks);
    for (const step of decide(actor, action, facts).trace) {
      const sentence = explainStep(action, step, "Cy");
      expect(sentence).toMatch(/^[A-Z].+\.$/);
      expect(sentence).not.toMatch(/undefined|\byou\b|\byour\b/i);
      expect(sentence.length).toBeLessThan(120);
    }
  }
});

test("each action has a verb of its own", () => {
  expect(new Set(Object.values(VERBS)).size).toBe(Object.keys(VERBS).length);
});

test("durations are in the largest unit that fits, rounded up", () => {
  const words = [0, 1, 1_000, 59_001, 60_000, 61_000, 3_600_000, 86_400_000, 90_000_000].map(duration);
  expect(words).toEqual([
    "1 second",
    "1 second",
    "1 second",
    "1 minute",
    "1 minute",
    "2 minutes",
    "1 hour",
    "1 day",
    "2 days",
  ]);
});
