import { threadStream, userStream } from "../contract/ids.ts";
import type { Sql } from "../db.ts";
import type { Lock } from "./command.ts";

/**
 * What work on a report locks: the workspace, so that reports change one after another; the thread it is about and
 * those into which the message was passed on, its author, and everybody who reported the same message.
 */
export async function reportLocks(sql: Sql, reportId: string): Promise<Lock[]> {
  const rows = await sql.rows<{
    threadId: string | null;
    forwardedTo: string[];
    authorId: string;
    reporterId: string;
  }>(
    `SELECT r."threadId", r."authorId", o."reporterId", ARRAY(
       SELECT m."threadId" FROM "Forward" f JOIN "Message" m ON m.id = f."messageId" WHERE f."sourceId" = r."messageId"
     ) AS "forwardedTo" FROM "Report" r
     JOIN "Report" o ON o.id = r.id OR o."messageId" = r."messageId" WHERE r.id = $1::uuid`,
    [reportId],
  );
  return [
    "workspace",
    ...rows.flatMap(({ threadId, authorId, reporterId, forwardedTo }): Lock[] => [
      ...(threadId === null ? [] : [threadStream(threadId)]),
      ...forwardedTo.map(threadStream),
      userStream(authorId),
      userStream(reporterId),
    ]),
  ];
}
