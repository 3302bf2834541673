import { rgbaToThumbHash } from "thumbhash";
import { PICTURE_SECONDS, PIXELS_MAX, sharp } from "./safe-sharp.ts";

/** The longest side of a thumbnail: twice what a message shows, for dense screens. */
const SIDE = 800;
const HASH_SIDE = 64;

const DECODED = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

/** Whether `makeThumbnail` can read this type. */
export const isDecodable = (type: string): boolean => DECODED.has(type);

export type Thumbnail = {
  /** As shown, turned the way the camera was held; in pixels. */
  width: number;
  height: number;
  /** base64 */
  thumbhash: string;
  /** A picture of the first frame, re-encoded: no EXIF, no place, no comment comes along. */
  webp: Buffer;
};

/** The size, a placeholder and a smaller picture of an image; null for what is damaged, too large or none. */
export async function makeThumbnail(image: Buffer): Promise<Thumbnail | null> {
  try {
    const open = () =>
      sharp(image, { limitInputPixels: PIXELS_MAX, sequentialRead: true, failOn: "error", pages: 1 })
        .autoOrient()
        .timeout({ seconds: PICTURE_SECONDS });
    const { data: webp } = await open()
      .resize(SIDE, SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    const { autoOrient } = await sharp(image, { limitInputPixels: PIXELS_MAX }).metadata();
    const { data, info } = await sharp(webp)
      .resize(HASH_SIDE, HASH_SIDE, { fit: "inside" })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const hash = rgbaToThumbHash(info.width, info.height, data);
    return { ...autoOrient, thumbhash: Buffer.from(hash).toString("base64"), webp };
  } catch {
    // Whatever a decoder does not like is offered as a download, and not shown.
    return null;
  }
}
