import type { ParticipantView } from "../contract/participants.ts";
import type { ThreadView } from "../contract/threads.ts";
import { notFound } from "../errors.ts";
import { participantViewSql } from "../views/participant-view.ts";
import { threadViewSql } from "../views/thread-view.ts";
import type { Answer } from "./command.ts";

/** Answers with a thread as it is after the command. */
export const answerThread =
  (threadId: string): Answer<ThreadView> =>
  async (sql) => {
    const [row] = await sql.rows<{ view: ThreadView }>(
      `SELECT ${threadViewSql} AS view FROM "Thread" t WHERE t.id = $1::uuid`,
      [threadId],
    );
    if (!row) throw notFound();
    return row.view;
  };

/** Answers with a person's place in a thread as it is after the command. */
export const answerParticipant =
  (threadId: string, userId: string): Answer<ParticipantView> =>
  async (sql) => {
    const [row] = await sql.rows<{ view: ParticipantView }>(
      `SELECT ${participantViewSql} AS view FROM "ThreadParticipant" p
       WHERE p."threadId" = $1::uuid AND p."userId" = $2::uuid`,
      [threadId, userId],
    );
    if (!row) throw notFound();
    return row.view;
  };
