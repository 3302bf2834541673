import { describe, expect, it } from "vitest";
import { countsOf, rowFacts } from "../../../components/threads/row-text.ts";
import type { ThreadEntry } from "../../../lib/contract/threads.ts";

const entry = (facts: Partial<ThreadEntry> & { kind?: ThreadEntry["thread"]["kind"] } = {}) =>
  ({
    unread: 0,
    mentions: 0,
    markedUnreadSeq: null,
    level: null,
    ...facts,
    thread: { kind: facts.kind ?? "PUBLIC" },
  }) as ThreadEntry;

describe("a line of the thread list", () => {
  it("counts unread quietly, mentions and direct messages loudly", () => {
    expect(countsOf(entry({ unread: 14 }))).toEqual({ badge: 14, strong: false, bold: true });
    expect(countsOf(entry({ unread: 14, mentions: 2 }))).toEqual({ badge: 2, strong: true, bold: true });
    expect(countsOf(entry({ kind: "DM", unread: 3 }))).toEqual({ badge: 3, strong: true, bold: true });
    expect(countsOf(entry())).toEqual({ badge: 0, strong: false, bold: false });
  });

  it("is quiet when it is muted, but for mentions", () => {
    expect(countsOf(entry({ unread: 3, level: "NOTHING" }))).toEqual({ badge: 0, strong: false, bold: false });
    expect(countsOf(entry({ kind: "DM", unread: 3, level: "NOTHING" })).badge).toBe(0);
    expect(countsOf(entry({ unread: 3, mentions: 1, level: "NOTHING" }))).toEqual({
      badge: 1,
      strong: true,
      bold: true,
    });
  });

  it("is bold when it was marked unread", () => {
    expect(countsOf(entry({ markedUnreadSeq: 4 })).bold).toBe(true);
  });

  it("says aloud all that it shows", () => {
    const facts = rowFacts(entry({ kind: "PRIVATE", unread: 3, mentions: 1 }), { hasDraft: true });
    expect(facts).toBe("private thread, 3 unread, 1 mention, draft");
    expect(rowFacts(entry({ level: "NOTHING" }), { hasDraft: false })).toBe("thread, muted");
  });
});
