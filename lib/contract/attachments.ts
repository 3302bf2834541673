import { z } from "zod";
import { id, time } from "./ids.ts";

/** Why a file was refused after its upload. `archive`: it unpacks to more than anybody wants. */
export const fileProblem = z.enum(["archive", "size", "unreadable", "scanner"]);
export type FileProblem = z.infer<typeof fileProblem>;

/** A file as everybody in the thread sees it (PROTOCOL L5). No byte of it leaves the server unless it is CLEAN. */
export const attachmentView = z.object({
  id,
  name: z.string(),
  /** In bytes. */
  size: z.int().positive(),
  /** What the bytes are, whatever the name says. */
  type: z.string(),
  state: z.enum(["PENDING", "CLEAN", "INFECTED", "FAILED"]),
  /** Of an INFECTED file the name of what was found, of a FAILED one a `fileProblem`. */
  finding: z.string().nullable(),
  /** In pixels as shown; known of images that were decoded, and only those are shown in place. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** A placeholder of some 25 bytes (thumbhash), base64. */
  thumbhash: z.string().nullable(),
});
export type AttachmentView = z.infer<typeof attachmentView>;

export const attachmentInput = z.strictObject({ attachmentId: id });

/** A path that gives the bytes to whoever opens it, for a short time and while its maker may read them. */
export const attachmentLink = z.object({ url: z.string(), expiresAt: time });
