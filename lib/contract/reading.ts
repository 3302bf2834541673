import { z } from "zod";
import { id, seq, time } from "./ids.ts";

/** PROTOCOL R1: a read marker only moves forward. */
export const markReadInput = z.strictObject({ threadId: id, upToSeq: seq });
/** `fromSeq` null takes the mark back. */
export const markUnreadInput = z.strictObject({ threadId: id, fromSeq: seq.nullable() });

/** How far one member has read, for "seen by" (PROTOCOL R4: only of people who show it). */
export const receiptView = z.object({ userId: id, lastReadSeq: seq, lastDeliveredSeq: seq, readAt: time.nullable() });
export type ReceiptView = z.infer<typeof receiptView>;

export const receiptList = z.object({ receipts: z.array(receiptView) });
export type ReceiptList = z.infer<typeof receiptList>;
