import { expect, test } from "vitest";
import { decodePage, readPageWords } from "../../../lib/links/page-words.ts";

test("what a page says for others comes before what it says for itself", () => {
  expect(
    readPageWords(`<!doctype html><html><head><title>Own &amp; title</title>
      <meta name="description" content="own words"><meta property="og:title" content=" For&#10;others ">
      <meta property="og:title" content="a second one"><META NAME="twitter:description" CONTENT="short">
      <meta property="og:site_name" content="The Site"><meta property="og:image" content="/a.png"></head></html>`),
  ).toEqual({ title: "For others", description: "short", siteName: "The Site", image: "/a.png" });
  expect(readPageWords("<title>Own &lt;title&gt;</title><svg><title>not this</title></svg>")).toEqual({
    title: "Own <title>",
    description: null,
    siteName: null,
    image: null,
  });
});

test("broken and hostile pages give words that are text, short and visible", () => {
  const none = { title: null, description: null, siteName: null, image: null };
  for (const html of ["", "<", "<title", "<meta property=og:title>", "\u0000\u0001", "<title> \u200b </title>"])
    expect(readPageWords(html)).toEqual(none);
  expect(readPageWords("<title>a\u202eb&#x202e;&#0;c\u0007</title>").title).toMatch(/^ab\ufffd?c$/);
  expect(readPageWords(`<title>${"é".repeat(5_000)}</title>`).title).toBe(`${"é".repeat(200)}…`);
  expect(readPageWords(`<meta name=description content="${"👩".repeat(400)}">`).description).toBe(
    `${"👩".repeat(300)}…`,
  );
  expect(readPageWords(`<meta property=og:image content="${"x".repeat(3_000)}">`).image).toBeNull();
  // Each of these would take for ever where time grew faster than length.
  for (const piece of ["<div>", "<title>", "<!--", "<a b='", "&amp", "<meta ", "<![CDATA["])
    readPageWords(piece.repeat(50_000).slice(0, 128 * 1024));
});

test("bytes are read by the charset of the answer, of the page, or as UTF-8", () => {
  const latin = Buffer.from("<title>caf\xe9</title>", "latin1");
  expect(decodePage(latin, "iso-8859-1")).toContain("café");
  expect(decodePage(Buffer.concat([Buffer.from("<meta charset='windows-1252'>"), latin]), null)).toContain("café");
  expect(decodePage(Buffer.from("<title>café 日本</title>"), null)).toContain("café 日本");
  expect(decodePage(Buffer.from("<title>日本</title>"), "no-such-charset")).toContain("日本");
  expect(decodePage(Buffer.from("93fa967b", "hex"), "shift_jis")).toBe("日本");
});
