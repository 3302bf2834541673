-- AlterTable
ALTER TABLE "Forward" ADD COLUMN     "tellAfter" TIMESTAMPTZ(3);

-- The queue of what its thread is still to be told.
CREATE INDEX "Forward_due_idx" ON "Forward" ("tellAfter") WHERE "tellAfter" IS NOT NULL;
