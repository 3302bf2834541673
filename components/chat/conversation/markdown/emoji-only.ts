/** More than this many are a picture of their own: they stay at the size of text. */
const MAX_BIG = 12;

const EACH_EMOJI = /\p{RGI_Emoji}/gv;
const ONLY_EMOJI = /^(?:\p{RGI_Emoji}|\s)+$/v;

/** Whether a message is nothing but a few emoji, which are then shown big. */
export function isEmojiOnly(body: string): boolean {
  // A family of one emoji is up to 35 units long; whatever is longer need not be looked at.
  if (body.length > MAX_BIG * 36 || !ONLY_EMOJI.test(body)) return false;
  const count = body.match(EACH_EMOJI)?.length ?? 0;
  return count > 0 && count <= MAX_BIG;
}
