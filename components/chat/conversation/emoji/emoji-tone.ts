import { canonicalEmoji } from "../../../../lib/contract/canonical-emoji.ts";

/** Skin tones: 0 is the yellow of no tone at all, 1 the lightest, 5 the darkest. */
export const TONES = [0, 1, 2, 3, 4, 5] as const;
export type Tone = (typeof TONES)[number];

const LIGHTEST = 0x1f3fb;
const JOINER = "\u200D";
const HANDSHAKE = "🤝";

/** The emoji in a skin tone, where it has one; couples and families get one tone for all. */
export function withTone(emoji: string, tone: Tone): string {
  if (tone === 0) return emoji;
  const modifier = String.fromCodePoint(LIGHTEST + tone - 1);
  const parts = emoji.split(JOINER);
  const toned = parts.map((part) => {
    const [first = ""] = part;
    // Between two people holding hands it is what joins them, and has no colour of its own.
    const hasTone = /^\p{Emoji_Modifier_Base}$/u.test(first) && !(first === HANDSHAKE && parts.length > 1);
    return hasTone ? first + modifier + part.slice(first.length) : part;
  });
  return canonicalEmoji(toned.join(JOINER)) ?? emoji;
}
