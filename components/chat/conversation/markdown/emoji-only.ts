import { graphemes } from "../../../ui/graphemes.ts";

/** More than this many are a picture of their own: they stay at the size of text. */
const MAX_BIG = 12;

/**
 * How an emoji begins: what is drawn as one by itself or by the sign that says so, a flag, a key. `\p{RGI_Emoji}` is
 * exact, and takes a third of a second to compile, in which the page stands still.
 */
const BEGINS_AS_EMOJI =
  /^(?:\p{RI}{2}|(?!\p{RI})\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|[0-9#*]\uFE0F\u20E3)/u;

const CUSTOM = /:([a-z0-9_-]{2,32}):/g;
/** Stands for a custom emoji while emoji are counted. */
const ANY = "🙂";

/** Whether a message is nothing but a few emoji, the workspace's own among them, which are then shown big. */
export function isEmojiOnly(written: string, isCustom: (name: string) => boolean = () => false): boolean {
  // A family of one emoji is up to 35 units long; whatever is longer need not be looked at.
  if (written.length > MAX_BIG * 36) return false;
  const body = written.replace(CUSTOM, (whole, name: string) => (isCustom(name) ? ANY : whole));
  // Nearly every text ends here, and needs no graphemes.
  if (!BEGINS_AS_EMOJI.test(body.trimStart())) return false;
  let count = 0;
  for (const { segment } of graphemes(body)) {
    if (/^\s+$/.test(segment)) continue;
    if (!BEGINS_AS_EMOJI.test(segment)) return false;
    count += 1;
  }
  return count > 0 && count <= MAX_BIG;
}
