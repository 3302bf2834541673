-- What every message costs: an index is written with each, whether it holds anything of it or not.

-- Few messages answer, stand under a root, or were deleted.
DROP INDEX "Message_replyToId_idx";
DROP INDEX "Message_rootId_seq_idx";
DROP INDEX "Message_deletedById_idx";
CREATE INDEX "Message_replyToId_idx" ON "Message"("replyToId") WHERE "replyToId" IS NOT NULL;
CREATE INDEX "Message_rootId_seq_idx" ON "Message"("rootId", "seq") WHERE "rootId" IS NOT NULL;
CREATE INDEX "Message_deletedById_idx" ON "Message"("deletedById") WHERE "deletedById" IS NOT NULL;

-- Ids are in the order of writing: over all threads the newest is found by the key.
DROP INDEX "Message_createdAt_id_idx";

-- Trigrams find all that is written in Latin letters without signs; words are for Chinese, Japanese, Korean and the like.
DROP INDEX "Message_words_idx";
CREATE INDEX "Message_words_idx" ON "Message" USING gin (confab_words(plain)) WHERE octet_length(plain) > char_length(plain);
