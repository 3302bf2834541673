import { z } from "zod";
import { id } from "./ids.ts";

/** What a link of a message leads to, as everybody in the thread sees it (PROTOCOL L5). */
export const linkPreviewView = z.object({
  id,
  url: z.string(),
  /** PENDING is being looked up: it has its room already, so that nothing moves when it comes. */
  state: z.enum(["PENDING", "READY"]),
  title: z.string().nullable(),
  description: z.string().nullable(),
  siteName: z.string().nullable(),
  /** Of its picture, in pixels; null where it has none. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** base64 */
  thumbhash: z.string().nullable(),
});
export type LinkPreviewView = z.infer<typeof linkPreviewView>;

export const removePreviewInput = z.strictObject({ messageId: id, previewId: id });

/** Where links are looked up: THREADS is everywhere but in direct messages. */
export const linkPreviewScope = z.enum(["EVERYWHERE", "THREADS", "NOWHERE"]);
export type LinkPreviewScope = z.infer<typeof linkPreviewScope>;
