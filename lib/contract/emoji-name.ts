// What the page needs of custom emoji when it runs; the schemas are beside it, so that zod stays out of the browser.

/** The largest picture that is taken, in bytes. */
export const EMOJI_MAX_BYTES = 256 * 1024;
/** As many custom emoji has a workspace at most. */
export const CUSTOM_EMOJI_MAX = 500;

/** The name of a custom emoji, such as `party_boat`. */
export const EMOJI_NAME = /^[a-z0-9_-]{2,32}$/;

const WRITTEN = /^:([a-z0-9_-]{2,32}):$/;

/** How a custom emoji is written, in messages and as a reaction. */
export const writtenEmoji = (name: string): string => `:${name}:`;

/** The name in `:name:`; null for what is not written so. */
export const customEmojiName = (written: string): string | null => WRITTEN.exec(written)?.[1] ?? null;

/** Where its picture is; `still`: the first frame of one that moves. It never changes. */
export const emojiPath = (emojiId: string, still = false): string => `/api/emoji/${emojiId}${still ? "?still" : ""}`;
/** Where an admin's page sends a new one: the picture as the body, `id` and `name` in the query. */
export const EMOJI_UPLOAD_PATH = "/api/admin/emoji";
