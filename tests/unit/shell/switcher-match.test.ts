import { describe, expect, it } from "vitest";
import { bestMatches, matchScore } from "../../../components/shell/switcher-match.ts";

describe("what was typed into the switcher", () => {
  it("prefers the beginning, then the beginning of a word, then the inside, then the order of letters", () => {
    const scores = ["launch", "pre-launch", "relaunch", "l a u n c h"].map((name) => matchScore("launch", name));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
    expect(matchScore("launch", "lunch")).toBe(0);
  });

  it("does not mind case and accents", () => {
    expect(matchScore("ines", "Inês Prado")).toBe(1);
    expect(matchScore("PRÁDO", "Inês Prado")).toBe(0.8);
  });

  it("takes everything for nothing typed, and keeps the order of equals", () => {
    expect(bestMatches(["b", "a", "c"], " ", (name) => [name])).toEqual(["b", "a", "c"]);
    expect(bestMatches(["xb", "ab", "a", "b"], "b", (name) => [name])).toEqual(["b", "xb", "ab"]);
  });

  it("finds a person by either of their names", () => {
    expect(bestMatches([["Ada Reyes", "captain"]], "cap", (names) => names)).toHaveLength(1);
  });
});
