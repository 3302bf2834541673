import { tests as examples } from "commonmark-spec";
import { describe, expect, it } from "vitest";
import { makeParser } from "../../../lib/markdown/parse.ts";
import { DEVIATIONS, type Reason, REASONS } from "./commonmark-deviations.ts";

const tabs = (text: string) => text.replaceAll("→", "\t");
/** CommonMark writes what is empty over two lines. */
const oneLine = (html: string) => html.replaceAll("<blockquote>\n</blockquote>", "<blockquote></blockquote>");

/** Our own parser, but for the reasons that are taken back. */
function readerWithout(reasons: readonly Reason[]): (body: string) => string {
  const parser = makeParser().set({ breaks: false, xhtmlOut: true });
  for (const reason of reasons) REASONS[reason](parser);
  return (body) => oneLine(parser.render(tabs(body)));
}

const differing = (reasons: readonly Reason[], among = examples) => {
  const read = readerWithout(reasons);
  return among.filter(({ markdown, html }) => read(markdown) !== oneLine(tabs(html))).map(({ number }) => number);
};

describe("CommonMark 0.31.2", () => {
  it("is all there: 652 examples", () => {
    expect(examples.length).toBe(652);
  });

  it("is read as it says, but for the deviations that are listed", () => {
    expect(differing([])).toEqual(DEVIATIONS.flatMap((one) => [...one.examples]).sort((a, b) => a - b));
  });

  it.each(DEVIATIONS)("deviates for no more than the reasons named: $because", ({ because, examples: numbers }) => {
    const listed = examples.filter(({ number }) => numbers.includes(number));
    expect(differing(because, listed)).toEqual([]);
    for (const spared of because) {
      const fewer = because.filter((reason) => reason !== spared);
      expect(differing(fewer, listed), `without ${spared}`).toEqual(numbers);
    }
  });

  it("is read to the letter once every reason is taken back: nothing of our own gets in its way", () => {
    expect(differing(Object.keys(REASONS) as Reason[])).toEqual([]);
  });
});
