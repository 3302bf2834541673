import { describe, expect, it } from "vitest";
import { makeParser, parseMarkdown } from "../../../lib/markdown/parse.ts";

const HOSTILE = [
  ">",
  "[",
  "*a ",
  "||",
  "`",
  "<",
  "http://",
  "a@",
  "_*~~||",
  "[a](",
  "- ",
  "> - ",
  "1.\n",
  "``` ",
  "![",
  "a``b```c",
  "|-|\n",
  "a|b\n-|-\n",
  "- [ ] ",
  "- [x] a\n",
  "**a_",
  "<@",
  "\\",
];

const inlineOf = (body: string) => parseMarkdown(body).flatMap((token) => token.children ?? []);
const hrefsOf = (body: string) => inlineOf(body).flatMap((token) => token.attrGet("href") ?? []);

describe("parseMarkdown", () => {
  it("links only to http, https and mailto", () => {
    expect(hrefsOf("https://a.example/x?y=1 [b](http://b.example) <https://c.example> me@d.example")).toEqual([
      "https://a.example/x?y=1",
      "http://b.example",
      "https://c.example",
      "mailto:me@d.example",
    ]);
    const refused = [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc/passwd",
    ];
    for (const url of [...refused, "//evil.example", "/relative", "ftp://x.example"]) {
      expect(hrefsOf(`[x](${url}) [y](<${url}>) <${url}> ${url}`)).toEqual([]);
    }
  });

  it("makes no link of a file name", () => {
    expect(hrefsOf("README.md main.rs deploy.sh example.com")).toEqual([]);
  });

  it("loads no image and knows no HTML, entities or references", () => {
    const types = parseMarkdown("![a](https://x.example/a.png)\n\n<b>x</b>\n\n[r]: https://x.example")
      .flatMap((token) => [token, ...(token.children ?? [])])
      .map((token) => token.type);
    expect(new Set(types)).toEqual(
      new Set(["paragraph_open", "paragraph_close", "inline", "text", "link_open", "link_close"]),
    );
  });

  it("pairs spoilers and leaves single bars and rows of bars alone", () => {
    const types = (body: string) => inlineOf(body).map((token) => token.type);
    expect(types("a ||b|| c")).toEqual(["text", "spoiler_open", "text", "spoiler_close", "text"]);
    expect(types("a | b || c ||| d |||| e")).toEqual(["text"]);
    expect(types("**||b||**")).toContain("spoiler_open");
  });

  it("makes tables, in quotes and lists too, with mentions and spoilers in their cells", () => {
    const table = "|a|b|\n|:-|-:|\n|1|||2|||";
    for (const body of [table, `> ${table.replaceAll("\n", "\n> ")}`, `- ${table.replaceAll("\n", "\n  ")}`]) {
      const tokens = parseMarkdown(body);
      expect(tokens.filter(({ type }) => type === "th_open").map((token) => token.attrGet("style"))).toEqual([
        "text-align:left",
        "text-align:right",
      ]);
      expect(tokens.filter(({ type }) => type === "td_open")).toHaveLength(2);
    }
  });

  it("knows tasks, done and to do, from items that only begin with brackets", () => {
    const items = (body: string) => parseMarkdown(body).filter(({ type }) => type === "list_item_open");
    expect(items("- [ ] a\n- [x] b\n- [X] c\n- [y] d\n- [ ]\n- [](e)").map(({ meta }) => meta as unknown)).toEqual([
      { done: false },
      { done: true },
      { done: true },
      null,
      null,
      null,
    ]);
    expect(items("1. [x] a")[0]?.meta).toEqual({ done: true });
    expect(inlineOf("- [x] **b**").map(({ type }) => type)).not.toContain("text_special");
    expect(parseMarkdown("[x] no list")[1]?.content).toBe("[x] no list");
  });

  it("shows tables of too many cells as they were typed", () => {
    const wide = `${"|a".repeat(400)}|\n${"|-".repeat(400)}|\n${"|x\n".repeat(1_000)}`;
    const many = "a|b\n-|-\nc|d\n\n".repeat(600);
    const hidden = [`> ${wide.replaceAll("\n", "\n> ")}`, `- a\n\n  ${wide.replaceAll("\n", "\n  ")}`];
    for (const body of [wide, many, ...hidden]) {
      const tokens = parseMarkdown(body);
      expect(tokens.some(({ type }) => type === "table_open")).toBe(false);
      expect(tokens.length).toBeLessThan(5_000);
    }
    const page = `|a|b|\n|-|-|\n${"|1|2|\n".repeat(400)}`;
    expect(parseMarkdown(page).filter(({ type }) => type === "td_open")).toHaveLength(800);
  });

  it.each(HOSTILE)("takes a number of steps in proportion to what was typed: %j", (piece) => {
    const steps = (length: number) => countSteps(piece.repeat(Math.floor(length / piece.length)));
    expect(steps(8_000)).toBeLessThan(8_000 * STEPS_A_CHARACTER);
  });
});

const STEPS_A_CHARACTER = 100;

/** How many rules of the parser are tried and how many tokens are made: the work, whatever the machine is doing. */
function countSteps(body: string): number {
  const parser = makeParser();
  let steps = 0;
  for (const ruler of [parser.block.ruler, parser.inline.ruler, parser.inline.ruler2]) {
    const rules = ruler.getRules("") as ((...args: unknown[]) => unknown)[];
    for (const [at, rule] of rules.entries()) {
      rules[at] = (...args) => {
        steps += 1;
        return rule(...args);
      };
    }
  }
  const tokens = parser.parse(body, {});
  return steps + tokens.length + tokens.reduce((sum, { children }) => sum + (children?.length ?? 0), 0);
}
