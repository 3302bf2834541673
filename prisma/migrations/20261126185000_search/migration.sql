-- Searching messages: by parts of words (trigrams), by words, and Chinese, Japanese and Korean by
-- characters in their order. Both are indexes over expressions, so the table itself stays as it is.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Each CJK character stands for itself: those languages are written without spaces. No function of ours calls another:
-- while an index is built, only Postgres's own are found.
CREATE FUNCTION confab_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT to_tsvector('pg_catalog.simple'::regconfig,
  regexp_replace($1, '([\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF])', ' \1 ', 'g')) $$;

-- The words in their order; what holds no word finds nothing.
CREATE FUNCTION confab_words_query(text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT phraseto_tsquery('pg_catalog.simple'::regconfig,
  regexp_replace($1, '([\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF])', ' \1 ', 'g')) $$;

CREATE INDEX "Message_words_idx" ON "Message" USING gin (confab_words(plain));
CREATE INDEX "Message_parts_idx" ON "Message" USING gin (lower(plain) gin_trgm_ops);

-- The newest first over all threads: what a common word is searched by.
CREATE INDEX "Message_createdAt_id_idx" ON "Message"("createdAt", "id");
