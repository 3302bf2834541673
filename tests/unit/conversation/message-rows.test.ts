import { describe, expect, it } from "vitest";
import { toRows } from "../../../components/chat/conversation/message-rows.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { aMessage } from "./a-message.ts";

const dayOf = (iso: string) => iso.slice(0, 10);
const at = (time: string, day = "2026-04-04") => `${day}T${time}:00.000Z`;

function rowsOf(messages: MessageView[], more: Partial<Parameters<typeof toRows>[0]> = {}) {
  return toRows({ messages, pending: [], meId: "ada", hasOlder: false, firstUnreadSeq: null, dayOf, ...more });
}

describe("toRows", () => {
  it("groups one author within five minutes, and no further", () => {
    const rows = rowsOf([
      aMessage({ seq: 1, authorId: "bo", createdAt: at("09:00") }),
      aMessage({ seq: 2, authorId: "bo", createdAt: at("09:05") }),
      aMessage({ seq: 3, authorId: "bo", createdAt: at("09:11") }),
      aMessage({ seq: 4, authorId: "cy", createdAt: at("09:11") }),
      aMessage({ seq: 5, authorId: "cy", createdAt: at("09:12"), replyToId: "x" }),
    ]);
    expect(rows.map((row) => row.grouped)).toEqual([false, true, false, false, false]);
  });

  it("divides days as the viewer sees them", () => {
    const rows = rowsOf([
      aMessage({ seq: 1, authorId: "bo", createdAt: at("23:59") }),
      aMessage({ seq: 2, authorId: "bo", createdAt: at("00:01", "2026-04-05") }),
    ]);
    expect(rows.map((row) => row.startsDay)).toEqual([true, true]);
    expect(rows[1]?.grouped).toBe(false);
  });

  it("puts the New line above the first unread message that is not mine", () => {
    const messages = [
      aMessage({ seq: 1, authorId: "bo" }),
      aMessage({ seq: 2, authorId: "ada" }),
      aMessage({ seq: 3, authorId: "bo" }),
      aMessage({ seq: 4, authorId: "bo" }),
    ];
    const newOnes = (firstUnreadSeq: number | null) =>
      rowsOf(messages, { firstUnreadSeq }).flatMap((row) => (row.startsNew ? row.message?.seq : []));
    expect(newOnes(2)).toEqual([3]);
    expect(newOnes(4)).toEqual([4]);
    expect(newOnes(5)).toEqual([]);
    expect(newOnes(null)).toEqual([]);
  });

  it("shows each row as it will stay when older ones arrive", () => {
    const messages = Array.from({ length: 40 }, (_, index) =>
      aMessage({
        seq: index + 1,
        authorId: index % 7 < 4 ? "bo" : "cy",
        createdAt: at(`0${Math.floor(index / 10)}:${10 + index}`),
      }),
    );
    const whole = rowsOf(messages);
    for (const from of [1, 9, 20, 38]) {
      const part = rowsOf(messages.slice(from), { hasOlder: true });
      expect(part).toEqual(whole.slice(from + 1));
    }
  });

  it("keeps the key of my message from pressing Enter to the server's answer", () => {
    const pending = {
      clientId: "c1",
      threadId: "t",
      body: "hi",
      replyToId: null,
      createdAt: at("09:00"),
      state: "sending",
      attempts: 0,
      error: null,
      tabId: "tab",
    } as const;
    const before = rowsOf([], { pending: [pending] });
    const after = rowsOf([aMessage({ seq: 1, authorId: "ada", clientId: "c1" })]);
    expect(before.map((row) => row.key)).toEqual(after.map((row) => row.key));
    // Another author may have used the same clientId: theirs goes by its id.
    expect(rowsOf([aMessage({ seq: 1, id: "m1", authorId: "dee", clientId: "c1" })])[0]?.key).toBe("m1");
  });
});
