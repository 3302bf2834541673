import { v7 as uuidv7 } from "uuid";
import type { FileProblem } from "../contract/attachments.ts";
import type { NotificationKind } from "../contract/notifications.ts";
import { threadStream } from "../contract/ids.ts";
import type { Thumbnail } from "../files/thumbnail.ts";
import { runSystem, type SystemContext } from "./run-system.ts";

/** What came of a scan. `scannedWith`: the scanner and its signatures. */
export type ScanResult = { scannedWith: string } & (
  | { is: "clean"; sha256: string; picture: Omit<Thumbnail, "webp"> | null }
  | { is: "infected"; signature: string }
  | { is: "failed"; problem: FileProblem }
);

/** A file whose turn it is, as it was when it was taken from the queue. */
export type ScanTask = { id: string; threadId: string; ownerId: string };

/**
 * Puts a scan's result on record. Where the file is in a message, that message changed (PROTOCOL L4, L6): everybody who
 * has it on screen sees how it went. What turns out infected later is told to everybody who had fetched it.
 */
export async function finishScan({ id, threadId, ownerId }: ScanTask, result: ScanResult): Promise<void> {
  await runSystem(
    // Always the thread: a message may be taking the file along at this very moment.
    async () => ({ userId: ownerId, locks: [threadStream(threadId)] }),
    async (context) => {
      const { tx, changed, now } = context;
      const file = await tx.attachment.findUnique({ where: { id }, include: { message: { select: { seq: true } } } });
      // Discarded meanwhile, or condemned already.
      if (!file || (file.state !== "PENDING" && file.state !== "CLEAN")) return;
      const judged = { scannedWith: result.scannedWith, scannedAt: now, scanAfter: null, scanTries: 0 };
      const isNews = !(file.state === "CLEAN" && result.is === "clean");
      await tx.attachment.update({ where: { id }, data: { ...judged, ...columnsOf(result) } });
      if (result.is === "infected") await tellThoseWhoHaveIt(context, { ...file, signature: result.signature });
      if (isNews && file.messageId && file.message)
        changed(threadStream(threadId), { kind: "message", id: file.messageId, fromSeq: file.message.seq });
    },
  );
}

function columnsOf(result: ScanResult) {
  if (result.is === "infected") return { state: "INFECTED" as const, finding: result.signature };
  if (result.is === "failed") return { state: "FAILED" as const, finding: result.problem };
  const { width = null, height = null, thumbhash = null } = result.picture ?? {};
  return { state: "CLEAN" as const, sha256: result.sha256, width, height, thumbhash };
}

/** One notification each, with what they need to know to act: which file, what is in it, when they fetched it. */
async function tellThoseWhoHaveIt(
  { tx }: SystemContext,
  file: { id: string; threadId: string; messageId: string | null; name: string; signature: string },
): Promise<void> {
  const { id: attachmentId, threadId, messageId, name, signature } = file;
  const downloads = await tx.attachmentDownload.findMany({ where: { attachmentId } });
  await tx.notification.createMany({
    data: downloads.map(({ userId, times, lastAt }) => ({
      id: uuidv7(),
      userId,
      kind: "INFECTED" satisfies NotificationKind,
      threadId,
      messageId,
      decision: { rule: "INFECTED", listed: true, attachmentId, name, signature, times, lastAt: lastAt.toISOString() },
    })),
  });
}
