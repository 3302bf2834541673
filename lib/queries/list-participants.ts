import { accessThread } from "../access/access-thread.ts";
import type { ParticipantView } from "../contract/participants.ts";
import { participantViewSql } from "../views/participant-view.ts";
import { defineQuery } from "./query.ts";

const LIST = `SELECT ${participantViewSql} AS view FROM "ThreadParticipant" p
  WHERE p."threadId" = $1::uuid AND p.status = 'ACTIVE'
  ORDER BY array_position(ARRAY['OWNER', 'MODERATOR', 'MEMBER', 'GUEST'], p.role::text), p."joinedAt", p."userId" LIMIT 5000`;

/** The members of a thread, by rank and then by how long they have been there. */
export const listParticipants = defineQuery({
  name: "participants",
  limit: "read",
  run: ({ snapshot, actor, now }, { threadId }) =>
    snapshot(async (sql) => {
      const { head } = await accessThread(sql, { actor, threadId, action: "thread.view", now });
      const rows = await sql.rows<{ view: ParticipantView }>(LIST, [threadId]);
      return { participants: rows.map(({ view }) => view), head };
    }),
});
