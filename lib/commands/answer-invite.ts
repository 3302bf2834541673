import type { InviteView } from "../contract/invites.ts";
import { notFound } from "../errors.ts";
import { inviteViewSql } from "../views/invite-view.ts";
import type { Answer } from "./command.ts";

/** Answers with an invite as it is after the command. */
export function answerInvite(inviteId: string): Answer<InviteView> {
  return async (sql) => {
    const [row] = await sql.rows<{ view: InviteView }>(
      `SELECT ${inviteViewSql} AS view FROM "Invite" i WHERE i.id = $1::uuid`,
      [inviteId],
    );
    if (!row) throw notFound();
    return row.view;
  };
}
