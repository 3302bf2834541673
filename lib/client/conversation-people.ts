import type { ThreadSlice } from "./state.ts";

/** How far back a message counts as recent, in messages. */
const RECENT = 60;

/**
 * Who matters in a conversation as far as it is loaded, the nearest first: who wrote lately, then whom the person has
 * mentioned, the latest first. The person is not among them.
 */
export function conversationPeople(slice: ThreadSlice | undefined, meId: string): string[] {
  const said = (slice?.messages.values() ?? [])
    .map(({ view }) => view)
    .filter(({ kind, deletedAt }) => kind !== "SYSTEM" && deletedAt === null)
    .sort((a, b) => b.seq - a.seq);
  const writers = said.slice(0, RECENT).map(({ authorId }) => authorId);
  const mentioned = said.flatMap(({ authorId, mentions }) => (authorId === meId ? mentions : []));
  return [...new Set([...writers, ...mentioned])].filter((id) => id !== meId);
}
