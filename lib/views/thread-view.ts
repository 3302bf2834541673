import { objectSql, timeSql } from "./json-sql.ts";
import { roleOverridesSql } from "./override-view.ts";

/** A thread as everybody who may see it sees it (contract: threadView), over "Thread" with the alias `t`. */
export const threadViewFields = {
  id: `t.id`,
  kind: `t.kind`,
  state: `t.state`,
  name: `t.name`,
  topic: `t.topic`,
  icon: `t.icon`,
  announcement: `t.announcement`,
  slowModeSeconds: `t."slowModeSeconds"`,
  editWindowSeconds: `t."editWindowSeconds"`,
  linkPreviews: `t."linkPreviews"`,
  memberCount: `t."memberCount"`,
  overrides: roleOverridesSql,
  createdById: `t."createdById"`,
  createdAt: timeSql(`t."createdAt"`),
  version: `t.version`,
};

export const threadViewSql = objectSql(threadViewFields);
