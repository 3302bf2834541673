-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "SystemRole" AS ENUM ('OWNER', 'ADMIN', 'MEMBER');

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('ACTIVE', 'SUSPENDED', 'DELETED');

-- CreateEnum
CREATE TYPE "ThreadKind" AS ENUM ('PUBLIC', 'PRIVATE', 'GROUP_DM', 'DM');

-- CreateEnum
CREATE TYPE "ThreadState" AS ENUM ('OPEN', 'LOCKED', 'ARCHIVED', 'DELETED');

-- CreateEnum
CREATE TYPE "ThreadRole" AS ENUM ('OWNER', 'MODERATOR', 'MEMBER', 'GUEST');

-- CreateEnum
CREATE TYPE "ParticipantStatus" AS ENUM ('ACTIVE', 'LEFT', 'BANNED');

-- CreateEnum
CREATE TYPE "MessageKind" AS ENUM ('PERSON', 'SYSTEM', 'BOT');

-- CreateEnum
CREATE TYPE "NotificationLevel" AS ENUM ('ALL', 'MENTIONS', 'NOTHING');

-- CreateTable
CREATE TABLE "Workspace" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "ownerLinkHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "clerkId" TEXT NOT NULL,
    "email" TEXT,
    "username" TEXT,
    "displayName" TEXT NOT NULL,
    "avatarUrl" TEXT,
    "bio" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "pronouns" TEXT NOT NULL DEFAULT '',
    "timeZone" TEXT,
    "statusEmoji" TEXT,
    "statusText" TEXT NOT NULL DEFAULT '',
    "statusUntil" TIMESTAMPTZ(3),
    "role" "SystemRole" NOT NULL DEFAULT 'MEMBER',
    "status" "AccountStatus" NOT NULL DEFAULT 'ACTIVE',
    "lastSeenAt" TIMESTAMPTZ(3),
    "clerkUpdatedAt" TIMESTAMPTZ(3),
    "head" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserPreference" (
    "userId" UUID NOT NULL,
    "theme" TEXT NOT NULL DEFAULT 'system',
    "density" TEXT NOT NULL DEFAULT 'comfortable',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "hourCycle" TEXT NOT NULL DEFAULT 'auto',
    "sendKey" TEXT NOT NULL DEFAULT 'enter',
    "notificationLevel" "NotificationLevel" NOT NULL DEFAULT 'MENTIONS',
    "dndFrom" INTEGER,
    "dndTo" INTEGER,
    "showReceipts" BOOLEAN NOT NULL DEFAULT true,
    "showTyping" BOOLEAN NOT NULL DEFAULT true,
    "showPresence" BOOLEAN NOT NULL DEFAULT true,
    "sounds" BOOLEAN NOT NULL DEFAULT true,
    "reducedMotion" BOOLEAN NOT NULL DEFAULT false,
    "announceVerbosity" TEXT NOT NULL DEFAULT 'all',
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UserPreference_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "clerkUserId" TEXT NOT NULL,
    "userId" UUID,
    "device" TEXT,
    "ip" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invite" (
    "id" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "email" TEXT,
    "createdById" UUID NOT NULL,
    "maxUses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" UUID NOT NULL,
    "kind" "ThreadKind" NOT NULL,
    "state" "ThreadState" NOT NULL DEFAULT 'OPEN',
    "dmKey" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "topic" TEXT NOT NULL DEFAULT '',
    "icon" TEXT,
    "announcement" BOOLEAN NOT NULL DEFAULT false,
    "slowModeSeconds" INTEGER NOT NULL DEFAULT 0,
    "editWindowSeconds" INTEGER,
    "head" INTEGER NOT NULL DEFAULT 0,
    "lastMessageSeq" INTEGER NOT NULL DEFAULT 0,
    "lastMessageAt" TIMESTAMPTZ(3),
    "memberCount" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ThreadParticipant" (
    "threadId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "ThreadRole" NOT NULL DEFAULT 'MEMBER',
    "status" "ParticipantStatus" NOT NULL DEFAULT 'ACTIVE',
    "joinedSeq" INTEGER NOT NULL DEFAULT 0,
    "lastReadSeq" INTEGER NOT NULL DEFAULT 0,
    "lastDeliveredSeq" INTEGER NOT NULL DEFAULT 0,
    "markedUnreadSeq" INTEGER,
    "level" "NotificationLevel",
    "mutedUntil" TIMESTAMPTZ(3),
    "starred" BOOLEAN NOT NULL DEFAULT false,
    "hiddenSeq" INTEGER,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "ThreadParticipant_pkey" PRIMARY KEY ("threadId","userId")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" UUID NOT NULL,
    "threadId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "requestHash" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" "MessageKind" NOT NULL DEFAULT 'PERSON',
    "body" TEXT NOT NULL,
    "plain" TEXT NOT NULL DEFAULT '',
    "system" JSONB,
    "replyToId" UUID,
    "rootId" UUID,
    "replyCount" INTEGER NOT NULL DEFAULT 0,
    "lastReplyAt" TIMESTAMPTZ(3),
    "mentions" UUID[] DEFAULT ARRAY[]::UUID[],
    "mentionsEveryone" BOOLEAN NOT NULL DEFAULT false,
    "editCount" INTEGER NOT NULL DEFAULT 0,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "deletedById" UUID,
    "deleteReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageEdit" (
    "messageId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "editorId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MessageEdit_pkey" PRIMARY KEY ("messageId","version")
);

-- CreateTable
CREATE TABLE "MessageRead" (
    "threadId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "upToSeq" INTEGER NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MessageRead_pkey" PRIMARY KEY ("threadId","userId","upToSeq")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "threadId" UUID,
    "messageId" UUID,
    "actorId" UUID,
    "decision" JSONB NOT NULL,
    "seenAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "stream" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "actorId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("stream","seq")
);

-- CreateTable
CREATE TABLE "AuditLog" (
    "id" SERIAL NOT NULL,
    "actorId" UUID,
    "action" TEXT NOT NULL,
    "targetId" UUID,
    "threadId" UUID,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "requestId" TEXT,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "svixId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("svixId")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_clerkId_key" ON "User"("clerkId");

-- CreateIndex
CREATE UNIQUE INDEX "User_username_key" ON "User"("username");

-- CreateIndex
CREATE INDEX "User_email_idx" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_displayName_idx" ON "User"("displayName");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_clerkUserId_idx" ON "Session"("clerkUserId");

-- CreateIndex
CREATE UNIQUE INDEX "Invite_codeHash_key" ON "Invite"("codeHash");

-- CreateIndex
CREATE INDEX "Invite_createdById_idx" ON "Invite"("createdById");

-- CreateIndex
CREATE INDEX "Invite_email_idx" ON "Invite"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Thread_dmKey_key" ON "Thread"("dmKey");

-- CreateIndex
CREATE INDEX "Thread_createdById_idx" ON "Thread"("createdById");

-- CreateIndex
CREATE INDEX "Thread_kind_state_name_idx" ON "Thread"("kind", "state", "name");

-- CreateIndex
CREATE INDEX "ThreadParticipant_userId_status_idx" ON "ThreadParticipant"("userId", "status");

-- CreateIndex
CREATE INDEX "Message_threadId_createdAt_idx" ON "Message"("threadId", "createdAt");

-- CreateIndex
CREATE INDEX "Message_replyToId_idx" ON "Message"("replyToId");

-- CreateIndex
CREATE INDEX "Message_rootId_seq_idx" ON "Message"("rootId", "seq");

-- CreateIndex
CREATE INDEX "Message_deletedById_idx" ON "Message"("deletedById");

-- CreateIndex
CREATE UNIQUE INDEX "Message_authorId_clientId_key" ON "Message"("authorId", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "Message_threadId_seq_key" ON "Message"("threadId", "seq");

-- CreateIndex
CREATE INDEX "MessageEdit_editorId_idx" ON "MessageEdit"("editorId");

-- CreateIndex
CREATE INDEX "MessageRead_userId_idx" ON "MessageRead"("userId");

-- CreateIndex
CREATE INDEX "Notification_userId_createdAt_idx" ON "Notification"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "Notification_threadId_idx" ON "Notification"("threadId");

-- CreateIndex
CREATE INDEX "Notification_messageId_idx" ON "Notification"("messageId");

-- CreateIndex
CREATE INDEX "Notification_actorId_idx" ON "Notification"("actorId");

-- CreateIndex
CREATE INDEX "Event_createdAt_idx" ON "Event"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "AuditLog_hash_key" ON "AuditLog"("hash");

-- CreateIndex
CREATE INDEX "AuditLog_actorId_idx" ON "AuditLog"("actorId");

-- CreateIndex
CREATE INDEX "AuditLog_targetId_idx" ON "AuditLog"("targetId");

-- CreateIndex
CREATE INDEX "AuditLog_threadId_idx" ON "AuditLog"("threadId");

-- CreateIndex
CREATE INDEX "AuditLog_createdAt_idx" ON "AuditLog"("createdAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_receivedAt_idx" ON "WebhookDelivery"("receivedAt");

-- AddForeignKey
ALTER TABLE "UserPreference" ADD CONSTRAINT "UserPreference_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invite" ADD CONSTRAINT "Invite_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadParticipant" ADD CONSTRAINT "ThreadParticipant_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadParticipant" ADD CONSTRAINT "ThreadParticipant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_replyToId_fkey" FOREIGN KEY ("replyToId") REFERENCES "Message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_rootId_fkey" FOREIGN KEY ("rootId") REFERENCES "Message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_deletedById_fkey" FOREIGN KEY ("deletedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageEdit" ADD CONSTRAINT "MessageEdit_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageEdit" ADD CONSTRAINT "MessageEdit_editorId_fkey" FOREIGN KEY ("editorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageRead" ADD CONSTRAINT "MessageRead_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageRead" ADD CONSTRAINT "MessageRead_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditLog" ADD CONSTRAINT "AuditLog_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the schema cannot say -----------------------------------------------------------------------------------------

-- Invariants of single rows.
ALTER TABLE "Workspace" ADD CONSTRAINT "Workspace_single" CHECK (id = 1);
ALTER TABLE "User" ADD CONSTRAINT "User_head_check" CHECK (head >= 0);
ALTER TABLE "UserPreference" ADD CONSTRAINT "UserPreference_dnd_check" CHECK (
  ("dndFrom" IS NULL) = ("dndTo" IS NULL) AND "dndFrom" BETWEEN 0 AND 1439 AND "dndTo" BETWEEN 0 AND 1439
);
ALTER TABLE "Session" ADD CONSTRAINT "Session_end_check" CHECK ("endReason" IS NULL OR "endedAt" IS NOT NULL);
ALTER TABLE "Invite" ADD CONSTRAINT "Invite_uses_check" CHECK (uses >= 0 AND ("maxUses" IS NULL OR uses <= "maxUses"));
ALTER TABLE "Thread"
  ADD CONSTRAINT "Thread_dmKey_check" CHECK ((kind = 'DM') = ("dmKey" IS NOT NULL)),
  ADD CONSTRAINT "Thread_head_check" CHECK ("lastMessageSeq" >= 0 AND head >= "lastMessageSeq"),
  ADD CONSTRAINT "Thread_counts_check" CHECK ("memberCount" >= 0 AND "slowModeSeconds" >= 0 AND "editWindowSeconds" >= 0);
ALTER TABLE "ThreadParticipant" ADD CONSTRAINT "ThreadParticipant_cursors_check" CHECK (
  "joinedSeq" >= 0 AND "lastReadSeq" >= 0 AND "lastDeliveredSeq" >= 0 AND "markedUnreadSeq" >= 0 AND "hiddenSeq" >= 0
);
ALTER TABLE "Message"
  ADD CONSTRAINT "Message_seq_check" CHECK (seq >= 1),
  ADD CONSTRAINT "Message_edits_check" CHECK ("editCount" >= 0 AND ("editCount" > 0) = ("editedAt" IS NOT NULL)),
  ADD CONSTRAINT "Message_deletion_check" CHECK ("deletedAt" IS NOT NULL OR ("deletedById" IS NULL AND "deleteReason" IS NULL)),
  ADD CONSTRAINT "Message_replies_check" CHECK ("replyCount" >= 0 AND "replyToId" <> id AND "rootId" <> id);
ALTER TABLE "MessageEdit" ADD CONSTRAINT "MessageEdit_version_check" CHECK (version >= 1);
ALTER TABLE "MessageRead" ADD CONSTRAINT "MessageRead_upToSeq_check" CHECK ("upToSeq" >= 1);
ALTER TABLE "Event"
  ADD CONSTRAINT "Event_seq_check" CHECK (seq >= 1),
  ADD CONSTRAINT "Event_stream_check" CHECK (stream LIKE 'thread:%' OR stream LIKE 'user:%');

-- Orders of lists by name, whatever the case of their letters, and of who was here last.
CREATE INDEX "User_directory_idx" ON "User" (lower("displayName"), id) WHERE status = 'ACTIVE';
CREATE INDEX "Thread_directory_idx" ON "Thread" (lower(name), id) WHERE kind IN ('PUBLIC', 'PRIVATE');
-- The provider keeps user names apart whatever their case; so does the directory.
CREATE UNIQUE INDEX "User_username_lower_key" ON "User" (lower(username));

-- PROTOCOL L7: a message's place, author and key are for ever. Fires only where a statement names these columns.
CREATE FUNCTION message_identity_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW."threadId", NEW.seq, NEW."authorId", NEW."clientId") IS DISTINCT FROM
     (OLD.id, OLD."threadId", OLD.seq, OLD."authorId", OLD."clientId") THEN
    RAISE EXCEPTION 'a message keeps its thread, seq, author and client id' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER message_identity BEFORE UPDATE OF id, "threadId", seq, "authorId", "clientId" ON "Message"
  FOR EACH ROW EXECUTE FUNCTION message_identity_is_final();

-- The audit log is append-only, for everybody who has not first dropped this trigger.
CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_log_rows BEFORE UPDATE OR DELETE ON "AuditLog"
  FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only();
CREATE TRIGGER audit_log_whole BEFORE TRUNCATE ON "AuditLog"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();
