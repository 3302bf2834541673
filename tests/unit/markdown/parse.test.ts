import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../lib/markdown/parse.ts";

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

  it("loads no image and knows no HTML, tables, entities or references", () => {
    const types = parseMarkdown(
      "![a](https://x.example/a.png)\n\n<b>x</b>\n\n|a|b|\n|-|-|\n|1|2|\n\n[r]: https://x.example",
    )
      .flatMap((token) => [token, ...(token.children ?? [])])
      .map((token) => token.type);
    expect(new Set(types)).toEqual(
      new Set(["paragraph_open", "paragraph_close", "inline", "text", "softbreak", "link_open", "link_close"]),
    );
  });

  it("pairs spoilers and leaves single bars and rows of bars alone", () => {
    const types = (body: string) => inlineOf(body).map((token) => token.type);
    expect(types("a ||b|| c")).toEqual(["text", "spoiler_open", "text", "spoiler_close", "text"]);
    expect(types("a | b || c ||| d |||| e")).toEqual(["text"]);
    expect(types("**||b||**")).toContain("spoiler_open");
  });

  it("stays fast on hostile input", () => {
    const hostile = [
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
    ];
    for (const piece of hostile) {
      const body = piece.repeat(Math.floor(8000 / piece.length));
      const start = performance.now();
      parseMarkdown(body);
      expect(performance.now() - start, JSON.stringify(piece)).toBeLessThan(2_500);
    }
  });
});
