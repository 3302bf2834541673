import { threadStream, userStream } from "../contract/ids.ts";
import type { Sql } from "../db.ts";
import type { Lock } from "./command.ts";
import { forwardLocks } from "./withdraw-forwards.ts";

/**
 * What work on a report locks: the workspace, so that reports change one after another; the thread it is about and
 * those into which the message was passed on, its author, and everybody who reported the same message.
 */
export async function reportLocks(sql: Sql, reportId: string): Promise<Lock[]> {
  const rows = await sql.rows<{
    threadId: string | null;
    messageId: string | null;
    authorId: string;
    reporterId: string;
  }>(
    `SELECT r."threadId", r."messageId", r."authorId", o."reporterId" FROM "Report" r
     JOIN "Report" o ON o.id = r.id OR o."messageId" = r."messageId" WHERE r.id = $1::uuid`,
    [reportId],
  );
  const messageId = rows[0]?.messageId;
  return [
    "workspace",
    ...(messageId ? await forwardLocks(sql, messageId) : []),
    ...rows.flatMap(({ threadId, authorId, reporterId }): Lock[] => [
      ...(threadId === null ? [] : [threadStream(threadId)]),
      userStream(authorId),
      userStream(reporterId),
    ]),
  ];
}
