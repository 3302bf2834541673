import { threadStream, userStream } from "../contract/ids.ts";
import type { Sql } from "../db.ts";
import type { Lock } from "./command.ts";

/**
 * What work on a report locks: the workspace, so that reports change one after another; the thread it is about,
 * the message's author, and everybody who reported the same message.
 */
export async function reportLocks(sql: Sql, reportId: string): Promise<Lock[]> {
  const rows = await sql.rows<{ threadId: string | null; authorId: string; reporterId: string }>(
    `SELECT r."threadId", r."authorId", o."reporterId" FROM "Report" r
     JOIN "Report" o ON o.id = r.id OR o."messageId" = r."messageId" WHERE r.id = $1::uuid`,
    [reportId],
  );
  return [
    "workspace",
    ...rows.flatMap(({ threadId, authorId, reporterId }): Lock[] => [
      ...(threadId === null ? [] : [threadStream(threadId)]),
      userStream(authorId),
      userStream(reporterId),
    ]),
  ];
}
