-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "forwarded" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Forward" (
    "messageId" UUID NOT NULL,
    "sourceId" UUID NOT NULL,
    "sourceThreadId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,
    "body" TEXT NOT NULL,
    "files" INTEGER NOT NULL DEFAULT 0,
    "withdrawn" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Forward_pkey" PRIMARY KEY ("messageId")
);

-- CreateIndex
CREATE INDEX "Forward_sourceId_idx" ON "Forward"("sourceId");

-- AddForeignKey
ALTER TABLE "Forward" ADD CONSTRAINT "Forward_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;
