import { describe, expect, it } from "vitest";
import { toRows } from "../../../components/chat/conversation/message-rows.ts";
import type { TimelineRow } from "../../../lib/client/timeline.ts";

const dayOf = (iso: string) => iso.slice(0, 10);
const at = (time: string, day = "2026-04-04") => `${day}T${time}:00.000Z`;

function aRow(fields: { seq: number } & Partial<TimelineRow & { kind: "message" }>): TimelineRow {
  const id = `m${fields.seq}`;
  const facts = { authorId: "bo", createdAt: at("09:00"), system: false, reply: false };
  return { kind: "message", key: id, id, ...facts, ...fields };
}

function rowsOf(timeline: TimelineRow[], more: Partial<Parameters<typeof toRows>[0]> = {}) {
  return toRows({ timeline, meId: "ada", hasOlder: false, firstUnreadSeq: null, dayOf, ...more });
}

describe("toRows", () => {
  it("groups one author within five minutes, and no further", () => {
    const rows = rowsOf([
      aRow({ seq: 1, createdAt: at("09:00") }),
      aRow({ seq: 2, createdAt: at("09:05") }),
      aRow({ seq: 3, createdAt: at("09:11") }),
      aRow({ seq: 4, authorId: "cy", createdAt: at("09:11") }),
      aRow({ seq: 5, authorId: "cy", createdAt: at("09:12"), reply: true }),
      aRow({ seq: 6, authorId: "cy", createdAt: at("09:12"), system: true }),
      aRow({ seq: 7, authorId: "cy", createdAt: at("09:12") }),
    ]);
    expect(rows.map((row) => row.grouped)).toEqual([false, true, false, false, false, false, false]);
  });

  it("divides days as the viewer sees them", () => {
    const rows = rowsOf([
      aRow({ seq: 1, createdAt: at("23:59") }),
      aRow({ seq: 2, createdAt: at("00:01", "2026-04-05") }),
    ]);
    expect(rows.map((row) => row.startsDay)).toEqual([true, true]);
    expect(rows[1]?.grouped).toBe(false);
  });

  it("puts the New line above the first unread message that is not mine", () => {
    const timeline = [aRow({ seq: 1 }), aRow({ seq: 2, authorId: "ada" }), aRow({ seq: 3 }), aRow({ seq: 4 })];
    const newOnes = (firstUnreadSeq: number | null) =>
      rowsOf(timeline, { firstUnreadSeq }).flatMap((row) => (row.startsNew ? row.key : []));
    expect(newOnes(2)).toEqual(["m3"]);
    expect(newOnes(4)).toEqual(["m4"]);
    expect(newOnes(5)).toEqual([]);
    expect(newOnes(null)).toEqual([]);
  });

  it("shows each row as it will stay when older ones arrive", () => {
    const timeline = Array.from({ length: 40 }, (_, index) =>
      aRow({
        seq: index + 1,
        authorId: index % 7 < 4 ? "bo" : "cy",
        createdAt: at(`0${Math.floor(index / 10)}:${10 + index}`),
      }),
    );
    const whole = rowsOf(timeline);
    for (const from of [1, 9, 20, 38]) {
      expect(rowsOf(timeline.slice(from), { hasOlder: true })).toEqual(whole.slice(from + 1));
    }
  });
});
