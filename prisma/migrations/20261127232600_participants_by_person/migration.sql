-- One person in one thread is looked up with every message. Where most people are in few threads, Postgres takes the index
-- over the person for it, which by state gave all threads of somebody who is in a thousand.
CREATE INDEX "ThreadParticipant_userId_threadId_idx" ON "ThreadParticipant"("userId", "threadId");
DROP INDEX "ThreadParticipant_userId_status_idx";
