const JOINER = "\u200D";
const AS_PICTURE = "\uFE0F";

/**
 * The one way to write an emoji: with U+FE0F exactly where a character would otherwise be text. Skin tones stay, for
 * they are another emoji. Null where it is no emoji that Unicode recommends for interchange (RGI).
 */
export function canonicalEmoji(text: string): string | null {
  const whole = drawnAsPicture(text);
  // Made when first asked: reading this expression alone takes a browser 40 ms, in which its page stands still.
  emoji ??= /^\p{RGI_Emoji}$/v;
  return emoji.test(whole) ? whole : null;
}

let emoji: RegExp | undefined;

/** The same, of what is known to be an emoji. */
export function drawnAsPicture(text: string): string {
  return text.replaceAll(AS_PICTURE, "").split(JOINER).map(asPicture).join(JOINER);
}

/** One part between joiners, as a picture. */
function asPicture(part: string): string {
  const [first = "", second = ""] = part;
  const isText = /^\p{Emoji}$/u.test(first) && !/^\p{Emoji_Presentation}$/u.test(first);
  return isText && !/^\p{Emoji_Modifier}$/u.test(second) ? first + AS_PICTURE + part.slice(first.length) : part;
}
