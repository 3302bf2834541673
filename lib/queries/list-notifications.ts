import { accessWorkspace } from "../access/access-workspace.ts";
import type { NotificationView } from "../contract/notifications.ts";
import { notificationSeen, notificationsFrom, notificationViewSql } from "../views/notification-view.ts";
import { defineQuery } from "./query.ts";

const LIST = `SELECT ${notificationViewSql} AS view ${notificationsFrom}
    AND ($2::uuid IS NULL OR (n."createdAt", n.id) < (SELECT a."createdAt", a.id FROM "Notification" a
      WHERE a.id = $2::uuid AND a."userId" = $1::uuid))
  ORDER BY n."createdAt" DESC, n.id DESC LIMIT $3`;

const UNSEEN = `SELECT count(*)::int AS unseen FROM (SELECT 1 ${notificationsFrom} AND NOT ${notificationSeen} LIMIT 100) u`;

/** What concerns the asker, the newest first, and how much of it they have not seen. */
export const listNotifications = defineQuery({
  name: "notifications",
  limit: "read",
  run: ({ snapshot, actor, now }, { after, limit }) =>
    snapshot(async (sql) => {
      await accessWorkspace(sql, { actor, action: "profile.edit", now, targetId: actor.userId });
      const rows = await sql.rows<{ view: NotificationView }>(LIST, [actor.userId, after ?? null, limit + 1]);
      const [count] = await sql.rows<{ unseen: number }>(UNSEEN, [actor.userId]);
      const notifications = rows.slice(0, limit).map(({ view }) => view);
      const nextAfter = rows.length > limit ? (notifications.at(-1)?.id ?? null) : null;
      return { notifications, unseen: count?.unseen ?? 0, nextAfter };
    }),
});
