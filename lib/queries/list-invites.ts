import { accessWorkspace } from "../access/access-workspace.ts";
import type { InviteView } from "../contract/invites.ts";
import { inviteViewSql } from "../views/invite-view.ts";
import { cursorOf, placeOf } from "./page-cursor.ts";
import { defineQuery } from "./query.ts";

const LIST = `SELECT ${inviteViewSql} AS view FROM "Invite" i
  WHERE ($1::timestamptz IS NULL OR (i."createdAt", i.id) < ($1::timestamptz, $2::uuid))
  ORDER BY i."createdAt" DESC, i.id DESC LIMIT $3`;

/** Every invite there ever was, the newest first. */
export const listInvites = defineQuery({
  name: "invites",
  limit: "read",
  async run({ sql, actor, now }, { after, limit }) {
    await accessWorkspace(sql, { actor, action: "invite.create", now });
    const place = after === undefined ? null : placeOf(after, "timestamptz");
    const rows = await sql.rows<{ view: InviteView }>(LIST, [place?.key ?? null, place?.id ?? null, limit + 1]);
    const invites = rows.slice(0, limit).map(({ view }) => view);
    const last = rows.length > limit ? invites.at(-1) : undefined;
    return { invites, nextAfter: last ? cursorOf({ key: last.createdAt, id: last.id }) : null };
  },
});
