"use client";

import { useMe, useParticipants, usePerson } from "../../lib/client/hooks.ts";
import type { ThreadRole } from "../../lib/contract/roles.ts";
import { THREAD_RANK } from "../../lib/policy/ranks.ts";

/**
 * Somebody of the thread who has at least this role, to be asked for help: the lowest that will do, for owners have more
 * to do. Null where there is nobody else, and with `null` for a role, which nobody's would help.
 */
export function useThreadHelper(
  threadId: string,
  least: ThreadRole | null,
): { userId: string; firstName: string } | null {
  const me = useMe();
  const participants = useParticipants(threadId);
  const able = (participants ?? [])
    .filter(({ userId, role }) => least && userId !== me.id && THREAD_RANK[role] >= THREAD_RANK[least])
    .sort((a, b) => THREAD_RANK[a.role] - THREAD_RANK[b.role]);
  const person = usePerson(able[0]?.userId);
  const firstName = person?.displayName.split(" ")[0];
  return person && firstName ? { userId: person.id, firstName } : null;
}
