import type { ThreadEntry } from "../../lib/contract/threads.ts";

type Counted = Pick<ThreadEntry, "thread" | "unread" | "mentions" | "markedUnreadSeq" | "level">;

/**
 * What the badge says: mentions and direct messages are for this person, other unread messages are a number. `bold`:
 * something waits there. A muted thread is quiet but for mentions and one's own mark.
 */
export function countsOf(entry: Counted) {
  const muted = entry.level === "NOTHING";
  const direct = entry.thread.kind === "DM" || entry.thread.kind === "GROUP_DM";
  const unread = muted ? 0 : entry.unread;
  const meant = direct ? Math.max(unread, entry.mentions) : entry.mentions;
  return {
    badge: meant > 0 ? meant : unread,
    strong: meant > 0,
    bold: unread > 0 || entry.mentions > 0 || entry.markedUnreadSeq !== null,
  };
}

/** What the row says aloud after its title: `private thread, 3 unread, 1 mention, draft`. */
export function rowFacts(entry: ThreadEntry, { hasDraft }: { hasDraft: boolean }): string {
  const kind = { PUBLIC: "thread", PRIVATE: "private thread", DM: "direct message", GROUP_DM: "group message" };
  const facts = [kind[entry.thread.kind]];
  if (entry.unread > 0) facts.push(`${entry.unread} unread`);
  if (entry.mentions > 0) facts.push(entry.mentions === 1 ? "1 mention" : `${entry.mentions} mentions`);
  if (hasDraft) facts.push("draft");
  if (entry.level === "NOTHING") facts.push("muted");
  return facts.join(", ");
}
