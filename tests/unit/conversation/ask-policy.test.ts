import { describe, expect, it } from "vitest";
import { type PolicyView, whyNot, whyNotPosting } from "../../../components/chat/conversation/ask-policy.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { ThreadEntry, ThreadView } from "../../../lib/contract/threads.ts";

const now = Date.parse("2026-04-04T10:00:00.000Z");
const me = { id: "cy", role: "MEMBER", status: "ACTIVE" } as PersonView;
const entry = {
  role: "MEMBER",
  status: "ACTIVE",
  mutedUntil: null,
  joinedSeq: 0,
  override: { allow: [], deny: [] },
} as unknown as ThreadEntry;

function view(thread: Partial<ThreadView> = {}, more: Partial<PolicyView> = {}): PolicyView {
  const open = {
    kind: "PUBLIC",
    state: "OPEN",
    announcement: false,
    slowModeSeconds: 0,
    editWindowSeconds: null,
    overrides: [],
  };
  return { me, thread: { ...open, memberCount: 3, ...thread } as ThreadView, entry, now, ...more };
}

describe("whyNotPosting", () => {
  it("lets members write", () => {
    expect(whyNotPosting(view())).toBeNull();
    expect(whyNotPosting(view({ kind: "DM" }))).toBeNull();
  });

  it("says what stands in the way", () => {
    const why = "This thread is archived. Owners and moderators can unarchive it.";
    expect(whyNotPosting(view({ state: "ARCHIVED" }))).toEqual({ kind: "archived", why, helper: "MODERATOR" });
    const locked = "This thread is locked. Owners and moderators can post, and can unlock it.";
    expect(whyNotPosting(view({ state: "LOCKED" }))).toEqual({ kind: "locked", why: locked, helper: "MODERATOR" });
    expect(whyNotPosting(view({ announcement: true }))).toEqual({
      kind: "announcement",
      why: "Only owners and moderators post in this announcement thread; you can react.",
      helper: "MODERATOR",
    });
    expect(whyNotPosting(view({}, { entry: null }))).toEqual({ kind: "join" });
  });

  it("says what was switched off, and who blocked whom where the page knows", () => {
    const overrides = [{ role: "MEMBER", allow: [], deny: ["message.send"] }] as ThreadView["overrides"];
    const why = "Members cannot post here: it was switched off in this thread. An owner can change that.";
    expect(whyNotPosting(view({ overrides }))).toEqual({ kind: "refused", why, helper: "OWNER" });
    const override = { allow: ["message.send"], deny: [] } as ThreadEntry["override"];
    expect(whyNotPosting(view({ overrides }, { entry: { ...entry, override } }))).toBeNull();
    expect(whyNotPosting(view({ kind: "DM" }, { blocks: true }))).toEqual({ kind: "blocked" });
    expect(whyNotPosting(view({ kind: "GROUP_DM" }, { blocks: true }))).toBeNull();
  });

  it("leaves the composer while slow mode makes one wait", () => {
    expect(whyNotPosting(view({ slowModeSeconds: 60 }))).toBeNull();
  });

  it("says until when a time-out lasts, and forgets it then", () => {
    const timedOut = { entry: { ...entry, mutedUntil: "2026-04-04T10:05:00.000Z" } };
    expect(whyNotPosting(view({}, timedOut))).toEqual({ kind: "timedOut", until: now + 300_000 });
    expect(whyNotPosting(view({}, { ...timedOut, now: now + 300_001 }))).toBeNull();
  });
});

describe("whyNot", () => {
  const message = {
    authorId: "cy",
    createdAt: new Date(now - 120_000).toISOString(),
    seq: 7,
    deletedAt: null,
    deletedById: null,
  } as MessageView;

  it("names who can help with what has closed, and nobody where waiting does", () => {
    const thread = { editWindowSeconds: 60, slowModeSeconds: 30 };
    expect(whyNot("message.edit", view(thread), message)).toEqual({
      why: "Messages here can be edited for 1 minute after sending. An owner can change that.",
      helper: "OWNER",
    });
    expect(whyNot("message.edit", view({ editWindowSeconds: 300 }), message)).toBeNull();
    expect(whyNot("message.send", view(thread, { lastSentAt: now - 18_000 }))).toEqual({
      why: "Slow mode is on. You can post again in 12 seconds.",
      helper: null,
    });
    expect(whyNot("message.send", view(thread, { lastSentAt: now - 30_000 }))).toBeNull();
  });

  it("names the least role that has what one lacks, and nobody in a direct message", () => {
    const guest = { entry: { ...entry, role: "GUEST" } as ThreadEntry };
    expect(whyNot("message.attach", view({}, guest))).toEqual({
      why: "Only members can attach files here.",
      helper: "MEMBER",
    });
    expect(whyNot("thread.rename", view())?.helper).toBe("MODERATOR");
    expect(whyNot("member.ban", view({ kind: "DM" }))?.helper).toBeNull();
    expect(whyNot("message.edit", view(), { ...message, authorId: "bo" })?.helper).toBeNull();
  });
});
