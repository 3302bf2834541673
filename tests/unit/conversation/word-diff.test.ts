import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordDiff } from "../../../components/chat/conversation/word-diff.ts";

const side = (parts: ReturnType<typeof wordDiff>, without: "added" | "removed") =>
  parts
    .filter((part) => part.kind !== without)
    .map((part) => part.text)
    .join("");

describe("wordDiff", () => {
  it("marks the words that changed and no others", () => {
    expect(wordDiff("Ship it on Friday, please", "Ship it on Monday, please!")).toEqual([
      { kind: "same", text: "Ship it on " },
      { kind: "removed", text: "Friday" },
      { kind: "added", text: "Monday" },
      { kind: "same", text: ", please" },
      { kind: "added", text: "!" },
    ]);
    expect(wordDiff("same", "same")).toEqual([{ kind: "same", text: "same" }]);
    expect(wordDiff("", "new")).toEqual([{ kind: "added", text: "new" }]);
  });

  it("always holds both texts whole", () => {
    const text = fc.array(fc.constantFrom("a", "bb", " ", "\n", "é", ".", "日本")).map((words) => words.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after);
        expect(side(parts, "added")).toBe(before);
        expect(side(parts, "removed")).toBe(after);
      }),
    );
  });

  it("stays quick on the longest messages", () => {
    const before = "ab ".repeat(2_660);
    const after = "cd ".repeat(2_660);
    const start = performance.now();
    const parts = wordDiff(before, after);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(side(parts, "added")).toBe(before);
  });
});
