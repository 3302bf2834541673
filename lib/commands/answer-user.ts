import type { AdminUserView } from "../contract/administration.ts";
import { notFound } from "../errors.ts";
import { adminUserViewSql } from "../views/admin-user-view.ts";
import type { Answer } from "./command.ts";

/** Answers with a person as administrators see them after the command. */
export function answerUser(userId: string): Answer<AdminUserView> {
  return async (sql) => {
    const [row] = await sql.rows<{ view: AdminUserView }>(
      `SELECT ${adminUserViewSql} AS view FROM "User" u WHERE u.id = $1::uuid`,
      [userId],
    );
    if (!row) throw notFound();
    return row.view;
  };
}
