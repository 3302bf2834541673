import { expect, test } from "vitest";
import { noticeText } from "../../../components/moderation/notice-text.ts";
import { NOTICE_KINDS } from "../../../lib/contract/notices.ts";
import { participation } from "../../../lib/contract/participation.ts";
import { PARTICIPATION } from "../../../lib/policy/actions.ts";

const from = { actor: "Bo", until: "15:30" };

test("a notice says what happened, where, by whom, until when and why", () => {
  const told = { kind: "timedOut", threadName: "general", reason: "too hot" } as const;
  expect(noticeText(told, from)).toBe("You were timed out in #general until 15:30 by Bo: too hot");
  expect(noticeText({ ...told, kind: "banned", reason: null }, from)).toBe("You were banned from #general by Bo.");
  expect(noticeText({ ...told, kind: "removed", threadName: "" }, from)).toBe(
    "You were removed from a conversation by Bo: too hot",
  );
});

test("every kind has a sentence of its own", () => {
  const sentences = NOTICE_KINDS.map((kind) => noticeText({ kind, threadName: "general", reason: null }, from));
  expect(new Set(sentences).size).toBe(NOTICE_KINDS.length);
});

test("what the wire can switch is what the policy lets a thread switch", () => {
  expect([...participation.options].sort()).toEqual([...PARTICIPATION].sort());
});
