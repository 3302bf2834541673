let segmenter: Intl.Segmenter | undefined;

/** What is read as one character each. The tables for it take 30 ms to read, once: ask only for texts that need them. */
export function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return segmenter.segment(text);
}
