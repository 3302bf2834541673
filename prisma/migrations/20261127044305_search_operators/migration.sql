-- The few messages that hold a link, code or a mention, in their order: `has:` and `is:` alone find the newest of them
-- without reading those that hold none.
CREATE INDEX "Message_links_idx" ON "Message"(id) WHERE body LIKE '%://%';
CREATE INDEX "Message_code_idx" ON "Message"(id) WHERE body LIKE '%`%';
CREATE INDEX "Message_mentions_idx" ON "Message"(id) WHERE mentions <> '{}' OR "mentionsEveryone";

-- How often a word is said is guessed from a sample: of a thousand texts, not of a hundred.
ALTER INDEX "Message_parts_idx" ALTER COLUMN 1 SET STATISTICS 1000;
