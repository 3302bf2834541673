-- CreateTable
CREATE TABLE "CustomEmoji" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "picture" BYTEA NOT NULL,
    "still" BYTEA,
    "disabledAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CustomEmoji_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CustomEmoji_name_key" ON "CustomEmoji"("name");

-- CreateIndex
CREATE INDEX "CustomEmoji_createdById_idx" ON "CustomEmoji"("createdById");

-- AddForeignKey
ALTER TABLE "CustomEmoji" ADD CONSTRAINT "CustomEmoji_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema cannot say -----------------------------------------------------------------------------------------

ALTER TABLE "CustomEmoji" ADD CONSTRAINT "CustomEmoji_check" CHECK (
  name ~ '^[a-z0-9_-]{2,32}$' AND octet_length(picture) BETWEEN 1 AND 262144
  AND coalesce(octet_length(still), 1) BETWEEN 1 AND 262144);
