import { attachmentViewSql } from "./attachment-view.ts";
import { forwardViewSql } from "./forward-view.ts";
import { objectSql, timeSql } from "./json-sql.ts";
import { isShownSql, linkPreviewViewSql } from "./link-preview-view.ts";
import { reactionsSql } from "./reactions-view.ts";

/**
 * The one view of a message, as JSON (contract: messageView), over a row of "Message" with the alias `m`.
 * Page, sync and live event all read it, so they cannot differ (ARCHITECTURE, traps).
 */
export const messageViewSql = objectSql({
  id: `m.id`,
  threadId: `m."threadId"`,
  seq: `m.seq`,
  authorId: `m."authorId"`,
  clientId: `m."clientId"`,
  kind: `m.kind`,
  body: `CASE WHEN m."deletedAt" IS NULL THEN m.body END`,
  system: `m.system`,
  replyToId: `m."replyToId"`,
  rootId: `m."rootId"`,
  replyCount: `m."replyCount"`,
  lastReplyAt: timeSql(`m."lastReplyAt"`),
  replierIds: `CASE WHEN m."replyCount" = 0 THEN '[]'::json ELSE (
    SELECT coalesce(json_agg(r."authorId" ORDER BY r.last DESC), '[]'::json) FROM (
      SELECT c."authorId", max(c.seq) AS last FROM "Message" c
      WHERE c."rootId" = m.id AND c."deletedAt" IS NULL GROUP BY c."authorId" ORDER BY last DESC LIMIT 3) r) END`,
  mentions: `CASE WHEN m."deletedAt" IS NULL THEN to_json(m.mentions) ELSE '[]'::json END`,
  mentionsEveryone: `(m."mentionsEveryone" AND m."deletedAt" IS NULL)`,
  reactions: `CASE WHEN m."reactionCount" = 0 OR m."deletedAt" IS NOT NULL THEN '[]'::json ELSE ${reactionsSql(`m.id`)} END`,
  pin: `CASE WHEN m."deletedAt" IS NULL THEN (
    SELECT ${objectSql({ byId: `n."pinnedById"`, at: timeSql(`n."pinnedAt"`) })} FROM "Pin" n WHERE n."messageId" = m.id) END`,
  editCount: `m."editCount"`,
  editedAt: timeSql(`m."editedAt"`),
  deletedAt: timeSql(`m."deletedAt"`),
  deletedById: `m."deletedById"`,
  createdAt: timeSql(`m."createdAt"`),
  attachments: `CASE WHEN m."attachmentCount" = 0 OR m."deletedAt" IS NOT NULL THEN '[]'::json ELSE (
    SELECT coalesce(json_agg(${attachmentViewSql} ORDER BY a.position), '[]'::json)
    FROM "Attachment" a WHERE a."messageId" = m.id) END`,
  previews: `CASE WHEN m."previewCount" = 0 OR m."deletedAt" IS NOT NULL THEN '[]'::json ELSE (
    SELECT coalesce(json_agg(${linkPreviewViewSql} ORDER BY l.position), '[]'::json)
    FROM "LinkPreview" l WHERE l."messageId" = m.id AND ${isShownSql}) END`,
  forward: `CASE WHEN m.forwarded AND m."deletedAt" IS NULL THEN (
    SELECT ${forwardViewSql} FROM "Forward" f WHERE f."messageId" = m.id) END`,
});
