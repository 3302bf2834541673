import type { NoticeView } from "../contract/notices.ts";
import type { PersonView } from "../contract/people.ts";
import type { ThreadEntry } from "../contract/threads.ts";
import type { Sql } from "../db.ts";
import { AppError } from "../errors.ts";
import { blockedIdsOf } from "../views/blocks-view.ts";
import { readCustomEmoji } from "../views/custom-emoji-view.ts";
import { readPeopleGroups } from "../views/people-group-view.ts";
import { entriesSql } from "../views/entry-view.ts";
import { noticeViewSql } from "../views/notice-view.ts";
import { personViewSql } from "../views/person-view.ts";
import { preferenceView } from "../views/preference-view.ts";
import { savedIdsOf } from "../views/saved-view.ts";
import { defineQuery } from "./query.ts";

const ME = `SELECT ${personViewSql} AS view, u.head, (SELECT name FROM "Workspace" WHERE id = 1) AS workspace
  FROM "User" u WHERE u.id = $1::uuid AND u.status = 'ACTIVE'`;
const ENTRIES = `${entriesSql("true")} ORDER BY t."lastMessageAt" DESC NULLS LAST, t.id`;

/** Those of direct threads first, for their names stand in the list; then who was here last. */
const PEOPLE = `SELECT ${personViewSql} AS view FROM "User" u
  WHERE u.id = ANY ($1::uuid[]) OR u.id IN (
    SELECT id FROM "User" WHERE status = 'ACTIVE' ORDER BY "lastSeenAt" DESC NULLS LAST, id LIMIT 200)
  ORDER BY u.id`;

const NOTICES = `SELECT ${noticeViewSql} AS view FROM "Notice" n
  WHERE n."userId" = $1::uuid AND n."seenAt" IS NULL ORDER BY n.id`;

/** All that a fresh page needs, in one snapshot (PROTOCOL L3). */
export const getHome = defineQuery({
  name: "home",
  limit: "read",
  run: ({ snapshot, actor }) =>
    snapshot(async (sql) => {
      const [me] = await sql.rows<{ view: PersonView; head: number; workspace: string | null }>(ME, [actor.userId]);
      if (!me) throw new AppError("ACCOUNT_SUSPENDED", "This account is not active.");
      const entries = (await sql.rows<{ entry: ThreadEntry }>(ENTRIES, [actor.userId])).map(({ entry }) => entry);
      return {
        workspace: { name: me.workspace ?? "Confab" },
        me: me.view,
        userHead: me.head,
        entries,
        preference: await preferenceView(sql, actor.userId),
        notices: (await sql.rows<{ view: NoticeView }>(NOTICES, [actor.userId])).map(({ view }) => view),
        blockedIds: await blockedIdsOf(sql, actor.userId),
        savedIds: await savedIdsOf(sql, actor.userId),
        emoji: await readCustomEmoji(sql),
        groups: await readPeopleGroups(sql),
        people: await peopleOf(sql, entries),
      };
    }),
});

async function peopleOf(sql: Sql, entries: ThreadEntry[]): Promise<PersonView[]> {
  const inDirect = [...new Set(entries.flatMap(({ memberIds }) => memberIds))];
  const rows = await sql.rows<{ view: PersonView }>(PEOPLE, [inDirect]);
  return rows.map(({ view }) => view);
}
