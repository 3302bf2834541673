import sharp from "sharp";

// Only what our formats need: SVG, PDF, and whatever else a build of libvips can load, stay shut.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((format) => `VipsForeignLoad${format}`),
});
// Threads of a picture, and pictures kept for later: others want to be answered meanwhile.
sharp.concurrency(1);
sharp.cache(false);

/** Pictures with more pixels are not unpacked: a megabyte can hold gigabytes of one colour. */
export const PIXELS_MAX = 64_000_000;
/** How long one picture may take. */
export const PICTURE_SECONDS = 20;

/** sharp, with nothing open that strangers' pictures do not need. */
export { sharp };
