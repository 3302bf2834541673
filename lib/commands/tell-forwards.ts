import { threadStream } from "../contract/ids.ts";
import { forwardPlain } from "./forward-plain.ts";
import { runSystem } from "./run-system.ts";

/** Messages of one thread that pass on what was withdrawn, or is shown again; `userId` wrote one of them. */
export type ForwardsTask = { threadId: string; userId: string; messageIds: readonly string[] };

type ForwardRow = { id: string; seq: number; body: string; forwarded: string | null };

// Held, so that whoever withdraws or shows them again at this moment has it told once more.
const FIND = `
  SELECT m.id, m.seq, m.body, CASE WHEN NOT f.withdrawn THEN f.body END AS forwarded
  FROM "Forward" f JOIN "Message" m ON m.id = f."messageId"
  WHERE m.id = ANY ($1::uuid[]) AND f."tellAfter" IS NOT NULL ORDER BY m.seq FOR UPDATE OF f`;

const WRITE = `
  WITH n AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS n(id, plain)),
  texts AS (UPDATE "Message" m SET plain = n.plain FROM n WHERE m.id = n.id)
  UPDATE "Forward" f SET "tellAfter" = NULL FROM n WHERE f."messageId" = n.id`;

/**
 * Tells a thread what has become of what was passed on into it (`withdrawForwards`): each message is a change of the
 * thread (PROTOCOL S10), and search finds it by the words it shows. Doing it again, or in two processes, changes nothing.
 */
export async function tellForwards({ threadId, userId, messageIds }: ForwardsTask): Promise<void> {
  const stream = threadStream(threadId);
  await runSystem(
    async () => ({ userId, locks: [stream] }),
    async ({ sql, changed }) => {
      const found = await sql.rows<ForwardRow>(FIND, [messageIds]);
      if (found.length === 0) return;
      const plains = found.map(({ body, forwarded }) => forwardPlain(body, forwarded));
      await sql.rows(WRITE, [found.map(({ id }) => id), plains]);
      for (const { id, seq } of found) changed(stream, { kind: "message", id, fromSeq: seq });
    },
  );
}
