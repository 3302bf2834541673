import type { ThreadEntry } from "../../lib/contract/threads.ts";

/** What the badge says: mentions and direct messages are for this person, other unread messages are a number. */
export function countsOf(entry: Pick<ThreadEntry, "thread" | "unread" | "mentions" | "markedUnreadSeq">) {
  const direct = entry.thread.kind === "DM" || entry.thread.kind === "GROUP_DM";
  const meant = direct ? Math.max(entry.unread, entry.mentions) : entry.mentions;
  return {
    badge: meant > 0 ? meant : entry.unread,
    strong: meant > 0,
    bold: entry.unread > 0 || entry.mentions > 0 || entry.markedUnreadSeq !== null,
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
