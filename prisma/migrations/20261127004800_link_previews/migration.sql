-- CreateEnum
CREATE TYPE "LinkPreviewScope" AS ENUM ('EVERYWHERE', 'THREADS', 'NOWHERE');

-- CreateEnum
CREATE TYPE "LinkPreviewState" AS ENUM ('PENDING', 'READY', 'NONE', 'REMOVED');

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "previewCount" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Thread" ADD COLUMN     "linkPreviews" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "linkPreviews" "LinkPreviewScope" NOT NULL DEFAULT 'EVERYWHERE';

-- CreateTable
CREATE TABLE "LinkPreview" (
    "id" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "state" "LinkPreviewState" NOT NULL DEFAULT 'PENDING',
    "title" TEXT,
    "description" TEXT,
    "siteName" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "thumbhash" TEXT,
    "fetchedAt" TIMESTAMPTZ(3),
    "fetchAfter" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "LinkPreview_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LinkPreview_url_idx" ON "LinkPreview" USING HASH ("url");

-- CreateIndex
CREATE UNIQUE INDEX "LinkPreview_messageId_url_key" ON "LinkPreview"("messageId", "url");

-- AddForeignKey
ALTER TABLE "LinkPreview" ADD CONSTRAINT "LinkPreview_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema cannot say -----------------------------------------------------------------------------------------

ALTER TABLE "Message" ADD CONSTRAINT "Message_previews_check" CHECK ("previewCount" >= 0);
ALTER TABLE "LinkPreview"
  ADD CONSTRAINT "LinkPreview_check" CHECK (position >= 0 AND tries >= 0 AND width > 0 AND height > 0),
  -- Only what waits is to be looked up, and what is shown has been.
  ADD CONSTRAINT "LinkPreview_state_check" CHECK (
    (state = 'PENDING') = ("fetchAfter" IS NOT NULL)
    AND (state <> 'READY' OR ("fetchedAt" IS NOT NULL AND (title IS NOT NULL OR width IS NOT NULL)))
    AND (width IS NULL) = (height IS NULL)
  );

-- The queue, and the pictures that nothing shows any more.
CREATE INDEX "LinkPreview_due_idx" ON "LinkPreview" ("fetchAfter") WHERE "fetchAfter" IS NOT NULL;
CREATE INDEX "LinkPreview_pictures_idx" ON "LinkPreview" ("messageId") WHERE width IS NOT NULL;
