"use client";

import { fetchReactions } from "../../../../lib/client/actions.ts";
import { useAnswer } from "../../../../lib/client/answers.ts";
import type { MessageView } from "../../../../lib/contract/messages.ts";

/**
 * The emoji among a message's reactions that are mine. Where a crowd reacted, the message does not name everybody
 * (PROTOCOL L5): then the server is asked.
 */
export function useMyReactions({ id, reactions }: MessageView, meId: string): ReadonlySet<string> {
  const mine = reactions.filter(({ userIds }) => userIds.includes(meId));
  const isUnsure = reactions.some((one) => one.count > one.userIds.length && !mine.includes(one));
  const key = `reactions ${id} ${reactions.map(({ emoji, count }) => `${emoji}${count}`).join()}`;
  const { data } = useAnswer(key, () => fetchReactions(id), { enabled: isUnsure, freshFor: 60_000 });
  const told = isUnsure ? (data?.reactions.filter((one) => one.mine) ?? []) : [];
  return new Set([...mine, ...told].map(({ emoji }) => emoji));
}
