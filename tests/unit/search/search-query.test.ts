import { describe, expect, it } from "vitest";
import { excerptOf } from "../../../components/search/highlight.ts";
import { isEmptySearch, parseSearch } from "../../../lib/contract/search-query.ts";

describe("parseSearch", () => {
  it("reads words, phrases, operators and what is not wanted", () => {
    expect(parseSearch('launch -draft "two words" -"not these" from:@Bo in:#launch-week -in:"Book Club"')).toEqual({
      terms: [
        { text: "launch", not: false },
        { text: "draft", not: true },
        { text: "two words", not: false },
        { text: "not these", not: true },
      ],
      filters: [
        { name: "from", value: "bo", not: false },
        { name: "in", value: "launch-week", not: false },
        { name: "in", value: "book club", not: true },
      ],
      unknown: [],
    });
    expect(parseSearch("HAS:Link is:edited before:2026-04-01 after:2026-03-01").filters).toEqual([
      { name: "has", value: "link", not: false },
      { name: "is", value: "edited", not: false },
      { name: "before", value: "2026-04-01", not: false },
      { name: "after", value: "2026-03-01", not: false },
    ]);
  });

  it("names what it does not understand, and takes the rest", () => {
    expect(parseSearch("has:nothing after:yesterday before:2026-02-30 word")).toEqual({
      terms: [{ text: "word", not: false }],
      filters: [],
      unknown: ["has:nothing", "after:yesterday", "before:2026-02-30"],
    });
    // Not an operator: a word with a colon in it.
    expect(parseSearch("https://example.org 10:30").terms.map(({ text }) => text)).toEqual([
      "https://example.org",
      "10:30",
    ]);
  });

  it("means something whatever is typed, and is bounded", () => {
    for (const text of ["", "  ", '"', '""', "-", "--", "from:", 'from:"', ":", "-:", '-"', "\\", "%", "🎉"]) {
      expect(() => parseSearch(text)).not.toThrow();
    }
    expect(isEmptySearch(parseSearch("-not"))).toBe(true);
    expect(isEmptySearch(parseSearch("is:mine"))).toBe(false);
    const many = parseSearch(Array.from({ length: 30 }, (_, n) => `w${n}`).join(" "));
    expect(many.terms).toHaveLength(20);
    expect(many.unknown).toHaveLength(10);
    const started = performance.now();
    parseSearch(`${'"'.repeat(50_000)}${"-".repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("excerptOf", () => {
  const marked = (text: string, words: string[], length = 200) =>
    excerptOf(text, words, length)
      .map((part) => (part.hit ? `[${part.text}]` : part.text))
      .join("");

  it("marks every word in any case, merged where they overlap", () => {
    expect(marked("The Launch of launches", ["launch"])).toBe("The [Launch] of [launch]es");
    expect(marked("abcdef", ["abc", "cde"])).toBe("[abcde]f");
    expect(marked("東京都の天気", ["天気"])).toBe("東京都の[天気]");
    expect(marked("nothing", ["x"])).toBe("nothing");
  });

  it("begins near the first hit in a long text", () => {
    const text = `${"word ".repeat(100)}needle ${"more ".repeat(100)}`;
    const shown = marked(text, ["needle"], 120);
    expect(shown).toMatch(/^….*\[needle\].*…$/);
    expect(shown.length).toBeLessThan(130);
  });
});
