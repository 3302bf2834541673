import { graphemes } from "./graphemes.ts";

// White reads on each of these with at least 4.5 : 1.
const COLOURS = [
  "oklch(52% .17 277)",
  "oklch(53% .1 200)",
  "oklch(55% .15 30)",
  "oklch(52% .1 140)",
  "oklch(48% .12 320)",
  "oklch(52% .1 70)",
  "oklch(51% .14 245)",
  "oklch(53% .16 355)",
  "oklch(51% .12 160)",
  "oklch(47% .1 255)",
  "oklch(49% .13 5)",
  "oklch(50% .16 300)",
] as const;

/** The colour of a person, the same on every screen. */
export function colourOf(id: string): string {
  let hash = 2_166_136_261;
  for (const unit of id) hash = Math.imul(hash ^ unit.charCodeAt(0), 16_777_619);
  // The low bits alone follow the last characters too closely.
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b) >>> 0;
  return COLOURS[(mixed >>> 13) % COLOURS.length] ?? COLOURS[0];
}

/** Two letters that cannot be one grapheme: nothing below U+0300 joins what stands before it. */
const PLAIN_BEGINNING = /^[!-\u02FF](?:[ -\u02FF]|$)/;

/** The first letter of a name, a whole grapheme of it. */
export function initialOf(name: string): string {
  const text = name.trim();
  if (text === "") return "?";
  if (PLAIN_BEGINNING.test(text)) return text.charAt(0).toLocaleUpperCase();
  const [first] = graphemes(text);
  return first ? first.segment.toLocaleUpperCase() : "?";
}
