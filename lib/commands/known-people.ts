import { AppError } from "../errors.ts";
import type { CommandContext } from "./command.ts";

/** The ids, once each, all of active people. Throws NOT_FOUND with those that are not in `details`. */
export async function knownPeople({ tx }: CommandContext, userIds: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(userIds)];
  const rows = await tx.user.findMany({ where: { id: { in: wanted }, status: "ACTIVE" }, select: { id: true } });
  const known = new Set(rows.map(({ id }) => id));
  const unknown = wanted.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new AppError("NOT_FOUND", "Some of these people are not here.", { userIds: unknown });
  return wanted;
}
