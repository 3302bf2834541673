-- CreateEnum
CREATE TYPE "AttachmentState" AS ENUM ('UPLOADING', 'PENDING', 'CLEAN', 'INFECTED', 'FAILED');

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "attachmentCount" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Attachment" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "threadId" UUID NOT NULL,
    "messageId" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'application/octet-stream',
    "state" "AttachmentState" NOT NULL DEFAULT 'UPLOADING',
    "finding" TEXT,
    "sha256" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "thumbhash" TEXT,
    "scannedWith" TEXT,
    "scannedAt" TIMESTAMPTZ(3),
    "scanAfter" TIMESTAMPTZ(3),
    "scanTries" INTEGER NOT NULL DEFAULT 0,
    "erasedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttachmentDownload" (
    "attachmentId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "firstAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AttachmentDownload_pkey" PRIMARY KEY ("attachmentId","userId")
);

-- CreateIndex
CREATE INDEX "Attachment_messageId_idx" ON "Attachment"("messageId");

-- CreateIndex
CREATE INDEX "Attachment_ownerId_idx" ON "Attachment"("ownerId");

-- CreateIndex
CREATE INDEX "Attachment_threadId_idx" ON "Attachment"("threadId");

-- CreateIndex
CREATE INDEX "AttachmentDownload_userId_idx" ON "AttachmentDownload"("userId");

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttachmentDownload" ADD CONSTRAINT "AttachmentDownload_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttachmentDownload" ADD CONSTRAINT "AttachmentDownload_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema cannot say -----------------------------------------------------------------------------------------

ALTER TABLE "Attachment"
  ADD CONSTRAINT "Attachment_size_check" CHECK (size > 0 AND width > 0 AND height > 0 AND position >= 0 AND "scanTries" >= 0),
  -- Nothing is clean that nobody has judged, and no judgement against a file is without its reason.
  ADD CONSTRAINT "Attachment_state_check" CHECK (
    (state <> 'CLEAN' OR (sha256 IS NOT NULL AND "scannedAt" IS NOT NULL AND "scannedWith" IS NOT NULL))
    AND (state IN ('INFECTED', 'FAILED')) = (finding IS NOT NULL)
    AND (state <> 'UPLOADING' OR ("messageId" IS NULL AND "scanAfter" IS NULL))
  );
ALTER TABLE "Message" ADD CONSTRAINT "Message_attachments_check" CHECK ("attachmentCount" >= 0);
ALTER TABLE "AttachmentDownload" ADD CONSTRAINT "AttachmentDownload_times_check" CHECK (times > 0);

-- The queue of scans, and what the sweep looks for: files without a message, and files of deleted messages.
CREATE INDEX "Attachment_scans_idx" ON "Attachment" ("scanAfter") WHERE "scanAfter" IS NOT NULL;
CREATE INDEX "Attachment_orphans_idx" ON "Attachment" ("createdAt") WHERE "messageId" IS NULL;
CREATE INDEX "Attachment_condemned_idx" ON "Attachment" ("scannedAt") WHERE state IN ('INFECTED', 'FAILED') AND "erasedAt" IS NULL;
CREATE INDEX "Message_deletedWithFiles_idx" ON "Message" ("deletedAt") WHERE "deletedAt" IS NOT NULL AND "attachmentCount" > 0;
