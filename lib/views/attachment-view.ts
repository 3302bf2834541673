import { objectSql } from "./json-sql.ts";

/** A file (contract: attachmentView), over "Attachment" with the alias `a`. */
export const attachmentViewSql = objectSql({
  id: `a.id`,
  name: `a.name`,
  size: `a.size`,
  type: `a.type`,
  state: `a.state`,
  finding: `a.finding`,
  width: `a.width`,
  height: `a.height`,
  thumbhash: `a.thumbhash`,
});
