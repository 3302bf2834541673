import { EMOJI_MAX_BYTES } from "../contract/emoji-name.ts";
import { PICTURE_SECONDS, PIXELS_MAX, sharp } from "./safe-sharp.ts";

/** Longest side in px: three times what a line of text shows, for dense screens. Else smaller, until it is light enough. */
const SIDES = [128, 96, 64, 48];
/** Of a picture that moves. */
const FRAMES_MAX = 100;
const FORMATS = new Set(["png", "gif", "webp"]);

export type EmojiPicture = {
  /** WebP, square, without anything its maker's programs wrote into it. */
  picture: Buffer;
  /** The first frame of one that moves, else null. */
  still: Buffer | null;
};

/** Encodes a PNG, GIF or WebP anew as an emoji; null for what is none of them, damaged, or too much. */
export async function makeEmojiPicture(image: Buffer): Promise<EmojiPicture | null> {
  try {
    const { format, pages = 1 } = await sharp(image, { limitInputPixels: PIXELS_MAX }).metadata();
    if (!FORMATS.has(format)) return null;
    const picture = await encode(image, Math.min(pages, FRAMES_MAX));
    const still = pages > 1 ? await encode(image, 1) : null;
    return picture && (pages === 1 || still) ? { picture, still } : null;
  } catch {
    return null;
  }
}

async function encode(image: Buffer, pages: number): Promise<Buffer | null> {
  for (const side of SIDES) {
    const encoded = await sharp(image, { pages, limitInputPixels: PIXELS_MAX, failOn: "error" })
      .resize(side, side, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
      .webp({ quality: 80 })
      .timeout({ seconds: PICTURE_SECONDS })
      .toBuffer();
    if (encoded.length <= EMOJI_MAX_BYTES) return encoded;
  }
  return null;
}
