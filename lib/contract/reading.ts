import { z } from "zod";
import { id, seq, time } from "./ids.ts";

/** PROTOCOL R1: a read marker only moves forward. */
export const markReadInput = z.strictObject({ threadId: id, upToSeq: seq });
/** `fromSeq` null takes the mark back. */
export const markUnreadInput = z.strictObject({ threadId: id, fromSeq: seq.nullable() });

/** How far one member has read, for "seen by" (PROTOCOL R4: only of people who show it). */
export const receiptView = z.object({ userId: id, lastReadSeq: seq, lastDeliveredSeq: seq, readAt: time.nullable() });
export type ReceiptView = z.infer<typeof receiptView>;

/** Messages of one thread by id, comma-separated. */
export const readVersionsInput = z.strictObject({
  threadId: id,
  ids: z
    .string()
    .transform((value) => value.split(","))
    .pipe(z.array(id).min(1).max(100)),
});
/** How many edits a message had when one person read it first: of whoever asks, and told to nobody else. */
export const readVersion = z.object({ messageId: id, version: z.int().nonnegative() });
export type ReadVersion = z.infer<typeof readVersion>;
export const readVersions = z.object({ versions: z.array(readVersion) });

export const receiptList = z.object({ receipts: z.array(receiptView) });
export type ReceiptList = z.infer<typeof receiptList>;
