/** More than this many are a picture of their own: they stay at the size of text. */
const MAX_BIG = 12;

const EMOJI = /\p{RGI_Emoji}/v;
const ONLY_EMOJI = /^(?:\p{RGI_Emoji}|\s)+$/v;

/** Whether a message is nothing but a few emoji, which are then shown big. */
export function isEmojiOnly(body: string): boolean {
  // A family of one emoji is up to 35 units long; whatever is longer need not be looked at.
  if (body.length > MAX_BIG * 36 || !ONLY_EMOJI.test(body)) return false;
  return body.match(new RegExp(EMOJI, "gv"))!.length <= MAX_BIG;
}
