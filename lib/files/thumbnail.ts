import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";

// Only what the formats below need: SVG, PDF, and whatever else a build of libvips can load, stay shut.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((format) => `VipsForeignLoad${format}`),
});
// Threads of a picture, and pictures kept for later: others want to be answered meanwhile.
sharp.concurrency(1);
sharp.cache(false);

/** Pictures with more pixels are not unpacked: a megabyte can hold gigabytes of one colour. */
const PIXELS_MAX = 64_000_000;
/** The longest side of a thumbnail: twice what a message shows, for dense screens. */
const SIDE = 800;
const HASH_SIDE = 64;
const SECONDS = 20;

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
        .timeout({ seconds: SECONDS });
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
