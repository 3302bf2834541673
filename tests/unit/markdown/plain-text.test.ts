import { describe, expect, it } from "vitest";
import { plainText } from "../../../lib/markdown/plain-text.ts";

const ADA = "0190a0b0-1111-7222-8333-444455556666";

describe("plainText", () => {
  it("keeps the words and drops the markup", () => {
    expect(plainText("**Load run** is _in_: `0` lost, ~~two~~ [report](https://x.example/r) ||secret||")).toBe(
      "Load run is in: 0 lost, two report secret",
    );
    expect(plainText("# Plan\n- one\n- two\n\n```ts\nconst a = 1;\n```")).toBe("Plan\none\ntwo\nconst a = 1;");
  });

  it("leaves text without markup alone", () => {
    for (const body of ["See you at 10, ok?", "a < b and c > d", "<b>not html</b>", "1 &lt; 2", "snake_case_name"]) {
      expect(plainText(body)).toBe(body);
    }
  });

  it("names mentions as it is told, and people not at all by default", () => {
    expect(plainText(`<@${ADA}> and <!everyone>`)).toBe("and @everyone");
    expect(plainText(`<@${ADA}> hi`, { nameOf: () => "@Ada" })).toBe("@Ada hi");
  });

  it("tells no spoiler where it is told not to", () => {
    const body = "It is ||a **cake** with <!everyone>||, and ||another||.\n\n||`a` whole line||";
    expect(plainText(body, { coverSpoilers: true })).toBe("It is [spoiler], and [spoiler].\n[spoiler]");
    expect(plainText("a || b", { coverSpoilers: true })).toBe("a || b");
  });

  it("cuts to a length, never through a character", () => {
    expect(plainText("hello world", { maxLength: 5 })).toBe("hello");
    expect(plainText("abc😀", { maxLength: 4 })).toBe("abc");
    expect(plainText("**abc😀** d", { maxLength: 5 })).toBe("abc😀");
  });

  it("loses nothing that is nested deeper than the parser goes", () => {
    expect(plainText(`${">".repeat(200)} deep`)).toContain("deep");
    expect(plainText(`${"- ".repeat(100)}deep`)).toContain("deep");
  });
});
