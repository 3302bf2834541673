import { describe, expect, it } from "vitest";
import { findInBook, readEmojiBook } from "../../../components/chat/conversation/emoji/emoji-book.ts";
import { afterUse, quickThree, readHabits } from "../../../components/chat/conversation/emoji/emoji-habits.ts";
import { withTone } from "../../../components/chat/conversation/emoji/emoji-tone.ts";
import { whoReacted } from "../../../components/chat/conversation/reactions/reaction-names.ts";
import { withMyReactions } from "../../../lib/client/reactions.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";

describe("who reacted", () => {
  it("names me first, then the others in order, and counts whom it does not name", () => {
    expect(whoReacted({ names: [], count: 1, mine: true })).toBe("You");
    expect(whoReacted({ names: ["Bo"], count: 2, mine: true })).toBe("You and Bo");
    expect(whoReacted({ names: ["Bo", "Cy", "Dee"], count: 3, mine: false })).toBe("Bo, Cy and Dee");
    expect(whoReacted({ names: ["Bo", "Cy", "Dee"], count: 40, mine: true, shown: 3 })).toBe(
      "You, Bo, Cy and 37 others",
    );
    expect(whoReacted({ names: ["Bo", "Cy"], count: 2, mine: false, shown: 1 })).toBe("Bo and 1 other");
  });
});

describe("my reactions", () => {
  const message = (reactions: MessageView["reactions"]) => ({ id: "m", reactions }) as MessageView;
  it("are in at once, in their place, and leave what is so already alone", () => {
    const before = message([{ emoji: "🎉", userIds: ["bo"], count: 1 }]);
    expect(withMyReactions(before, { "🎉": true, "👍": true }, "me").reactions).toEqual([
      { emoji: "🎉", userIds: ["bo", "me"], count: 2 },
      { emoji: "👍", userIds: ["me"], count: 1 },
    ]);
    const mine = message([{ emoji: "🎉", userIds: ["bo", "me"], count: 2 }]);
    expect(withMyReactions(mine, { "🎉": true, "👀": false }, "me")).toBe(mine);
    expect(withMyReactions(mine, { "🎉": false }, "me").reactions).toEqual(before.reactions);
    expect(
      withMyReactions(message([{ emoji: "👍", userIds: ["me"], count: 1 }]), { "👍": false }, "me").reactions,
    ).toEqual([]);
  });
});

describe("skin tones", () => {
  it("are given to whoever has them, once for a couple, and to nobody else", () => {
    expect(withTone("👍", 0)).toBe("👍");
    expect(withTone("👍", 3)).toBe("👍🏽");
    expect(withTone("☝️", 5)).toBe("☝🏿");
    expect(withTone("🧑‍🤝‍🧑", 1)).toBe("🧑🏻‍🤝‍🧑🏻");
    expect(withTone("🤝", 2)).toBe("🤝🏼");
    expect(withTone("👩‍❤️‍💋‍👨", 4)).toBe("👩🏾‍❤️‍💋‍👨🏾");
    for (const none of ["🎉", "👨‍👩‍👧", "❤️", "🏳️‍🌈"]) expect(withTone(none, 3)).toBe(none);
  });
});

describe("emoji habits", () => {
  it("offer what everybody uses until this person has habits", () => {
    let habits = readHabits(null);
    expect(quickThree(habits)).toEqual(["✅", "👍", "🙏"]);
    for (const emoji of ["🦊", "🐙", "🦊", "🦊", "👍", "👍", "👍", "👍"]) habits = afterUse(habits, emoji);
    expect(quickThree(habits)).toEqual(["👍", "🦊", "✅"]);
    expect(habits.used.map(({ emoji }) => emoji)).toEqual(["👍", "🦊", "🐙"]);
  });

  it("outlive whatever a device kept", () => {
    for (const kept of ["", "null", "[]", "{}", '{"tone":9,"used":[1,null,{"emoji":1}]}', "{"]) {
      expect(readHabits(kept)).toEqual({ tone: 0, used: [] });
    }
    expect(readHabits('{"tone":4,"used":[{"emoji":"👍","times":2}]}')).toEqual({
      tone: 4,
      used: [{ emoji: "👍", times: 2 }],
    });
  });
});

describe("the emoji book", () => {
  it("has every group, and finds by name, by shortcode and by what people mean", async () => {
    const [table, codes] = await Promise.all([
      import("emojibase-data/en/compact.json"),
      import("emojibase-data/en/shortcodes/github.json"),
    ]);
    const book = readEmojiBook(table.default, codes.default);
    expect(book.map(({ emoji }) => emoji.length > 0)).toEqual(Array.from({ length: 9 }, () => true));
    const first = (query: string) => findInBook(book, query, 5).map(({ emoji }) => emoji);
    expect(first("tada")).toContain("🎉");
    expect(first(":white_check")).toContain("✅");
    expect(first("thumbs up")[0]).toBe("👍");
    expect(first("pirate")).toContain("🏴‍☠️");
    expect(first("nothing is called this")).toEqual([]);
  });
});
