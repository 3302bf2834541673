import { objectSql, timeSql } from "./json-sql.ts";
import { personViewFields } from "./person-view.ts";

/** A person as administrators see them (contract: adminUserView), over "User" with the alias `u`. */
export const adminUserViewSql = objectSql({
  ...personViewFields,
  email: `u.email`,
  createdAt: timeSql(`u."createdAt"`),
  sessions: `(SELECT count(*)::int FROM "Session" s WHERE s."userId" = u.id AND s."endedAt" IS NULL)`,
});
