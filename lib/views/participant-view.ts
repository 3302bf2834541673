import { objectSql, timeSql } from "./json-sql.ts";
import { ownOverrideSql } from "./override-view.ts";

/** A person's place in a thread (contract: participantView), over "ThreadParticipant" with the alias `p`. */
export const participantViewSql = objectSql({
  threadId: `p."threadId"`,
  userId: `p."userId"`,
  role: `p.role`,
  status: `p.status`,
  mutedUntil: timeSql(`p."mutedUntil"`),
  override: ownOverrideSql(`p."threadId"`, `p."userId"`),
  joinedAt: timeSql(`p."joinedAt"`),
});
