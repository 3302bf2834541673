import { objectSql } from "./json-sql.ts";

/** What a link leads to (contract: linkPreviewView), over "LinkPreview" with the alias `l`. */
export const linkPreviewViewSql = objectSql({
  id: `l.id`,
  url: `l.url`,
  state: `l.state`,
  title: `l.title`,
  description: `l.description`,
  siteName: `l."siteName"`,
  width: `l.width`,
  height: `l.height`,
  thumbhash: `l.thumbhash`,
});

/** What is shown of a message's links or on its way. */
export const isShownSql = `l.state IN ('PENDING', 'READY')`;

/** Whether links are looked up in "Thread" `t`: it says so, and the workspace does not say otherwise. */
export const previewsOnSql = `(t."linkPreviews" AND CASE coalesce(
  (SELECT w."linkPreviews" FROM "Workspace" w WHERE w.id = 1), 'EVERYWHERE')
  WHEN 'EVERYWHERE' THEN true WHEN 'THREADS' THEN t.kind NOT IN ('DM', 'GROUP_DM') ELSE false END)`;
