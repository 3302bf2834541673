-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "editWindowSeconds" INTEGER,
ADD COLUMN     "maxSessionDays" INTEGER,
ADD COLUMN     "preference" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "receipts" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "signUp" TEXT,
ADD COLUMN     "slowModeSeconds" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ClerkRevocation" (
    "id" UUID NOT NULL,
    "clerkUserId" TEXT NOT NULL,
    "sessionId" TEXT,
    "before" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClerkRevocation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ClerkRevocation_nextAt_idx" ON "ClerkRevocation"("nextAt");

-- CreateIndex
CREATE INDEX "User_createdAt_id_idx" ON "User"("createdAt", "id");

-- What the schema cannot say -----------------------------------------------------------------------------------------

ALTER TABLE "Workspace"
  ADD CONSTRAINT "Workspace_defaults_check" CHECK (
    "editWindowSeconds" >= 0 AND "slowModeSeconds" >= 0 AND "maxSessionDays" >= 1 AND jsonb_typeof(preference) = 'object'
  );

-- The list of users for administrators: each order is an index, and a search is one as well.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "User_by_name_idx" ON "User" (lower("displayName"), id);
CREATE INDEX "User_by_last_seen_idx" ON "User" (coalesce("lastSeenAt", '-infinity'::timestamptz), id);
CREATE INDEX "User_by_rank_idx" ON "User" (role, lower("displayName"), id) WHERE role <> 'MEMBER';
CREATE INDEX "User_by_status_idx" ON "User" (status, lower("displayName"), id) WHERE status <> 'ACTIVE';
CREATE INDEX "User_search_idx" ON "User" USING gin (
  lower("displayName" || ' ' || coalesce(username, '') || ' ' || coalesce(email, '')) gin_trgm_ops
);
CREATE INDEX "AuditLog_action_id_idx" ON "AuditLog" (action, id);

-- PERMISSIONS, invariant 1, whoever writes: once there is an active system owner there always is one. Only the account
-- that the identity provider deletes may be the last: it keeps its role as a tombstone. The lock makes two that step
-- down at the same time wait for each other; the check then sees what the other has committed.
CREATE FUNCTION workspace_keeps_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.role = 'OWNER' AND NEW.status IN ('ACTIVE', 'DELETED') THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM "Workspace" WHERE id = 1 FOR NO KEY UPDATE;
  IF NOT EXISTS (SELECT 1 FROM "User" WHERE role = 'OWNER' AND status = 'ACTIVE') THEN
    RAISE EXCEPTION 'the workspace keeps an active owner' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER user_owner AFTER UPDATE OF role, status OR DELETE ON "User"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.role = 'OWNER' AND OLD.status = 'ACTIVE') EXECUTE FUNCTION workspace_keeps_an_owner();

-- Invariant 2: so does a thread that can be written to. A conversation has no roles; an owner who is suspended stays one.
CREATE FUNCTION thread_keeps_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.role = 'OWNER' AND NEW.status = 'ACTIVE' THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM "Thread" WHERE id = OLD."threadId" AND kind IN ('PUBLIC', 'PRIVATE') AND state IN ('OPEN', 'LOCKED')
    FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (
    SELECT 1 FROM "ThreadParticipant" WHERE "threadId" = OLD."threadId" AND role = 'OWNER' AND status = 'ACTIVE'
  ) THEN
    RAISE EXCEPTION 'a thread keeps an owner' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER participant_owner AFTER UPDATE OF role, status OR DELETE ON "ThreadParticipant"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.role = 'OWNER' AND OLD.status = 'ACTIVE') EXECUTE FUNCTION thread_keeps_an_owner();
