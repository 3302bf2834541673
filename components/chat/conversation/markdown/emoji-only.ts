/** More than this many are a picture of their own: they stay at the size of text. */
const MAX_BIG = 12;

const EACH_EMOJI = /\p{RGI_Emoji}/gv;
const ONLY_EMOJI = /^(?:\p{RGI_Emoji}|\s)+$/v;

const CUSTOM = /:([a-z0-9_-]{2,32}):/g;
/** Stands for a custom emoji while emoji are counted. */
const ANY = "🙂";

/** Whether a message is nothing but a few emoji, the workspace's own among them, which are then shown big. */
export function isEmojiOnly(written: string, isCustom: (name: string) => boolean = () => false): boolean {
  // A family of one emoji is up to 35 units long; whatever is longer need not be looked at.
  if (written.length > MAX_BIG * 36) return false;
  const body = written.replace(CUSTOM, (whole, name: string) => (isCustom(name) ? ANY : whole));
  if (!ONLY_EMOJI.test(body)) return false;
  const count = body.match(EACH_EMOJI)?.length ?? 0;
  return count > 0 && count <= MAX_BIG;
}
