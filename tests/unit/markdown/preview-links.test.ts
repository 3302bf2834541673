import { expect, test } from "vitest";
import { previewLinks } from "../../../lib/markdown/preview-links.ts";

test("the first three links of a message, each once, without fragments", () => {
  expect(
    previewLinks(
      "https://a.example/x#one, https://a.example/x#two [b](http://b.example) HTTPS://C.EXAMPLE/d https://e.example",
    ),
  ).toEqual(["https://a.example/x", "http://b.example/", "https://c.example/d"]);
});

test("no links in code, spoilers and quotes, none in angle brackets, and no words with a dot in them", () => {
  const asides = [
    "`https://a.example`",
    "```\nhttps://a.example\n```",
    "||see https://a.example and [b](https://b.example)||",
    "> https://a.example\n> more",
    "<https://a.example>",
    "read readme.md and example.org :// first",
    "mailto:a@example.org ftp://a.example javascript:alert(1)",
    "[a](https://user:secret@a.example/) [b](https://user@b.example)",
    `https://a.example/${"x".repeat(2_100)}`,
    "https:// http://",
  ];
  for (const body of asides) expect([body, previewLinks(body)]).toEqual([body, []]);
  expect(previewLinks(asides.join("\n\n") + "\n\nhttps://shown.example")).toEqual(["https://shown.example/"]);
});

test("hostile text gives three links at most, and an end", () => {
  for (const body of ["https://".repeat(1_000), "[](https://a.b".repeat(500), `${">".repeat(4_000)} https://a.b`])
    expect(previewLinks(body).length).toBeLessThanOrEqual(3);
});
