import { objectSql, timeSql } from "./json-sql.ts";

/** An invite (contract: inviteView), over "Invite" `i`. */
export const inviteViewSql = objectSql({
  id: `i.id`,
  email: `i.email`,
  createdById: `i."createdById"`,
  maxUses: `i."maxUses"`,
  uses: `i.uses`,
  expiresAt: timeSql(`i."expiresAt"`),
  revokedAt: timeSql(`i."revokedAt"`),
  createdAt: timeSql(`i."createdAt"`),
  state: `CASE WHEN i."revokedAt" IS NOT NULL THEN 'REVOKED' WHEN i.uses >= i."maxUses" THEN 'USED'
    WHEN i."expiresAt" <= now() THEN 'EXPIRED' ELSE 'ACTIVE' END`,
});
