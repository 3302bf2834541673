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

/** The row read aloud: `launch-week, private thread, 3 unread, 1 mention, draft`. */
export function rowLabel({ title, entry, hasDraft }: { title: string; entry: ThreadEntry; hasDraft: boolean }): string {
  const kind = { PUBLIC: "thread", PRIVATE: "private thread", DM: "direct message", GROUP_DM: "group message" };
  const parts = [title, kind[entry.thread.kind]];
  if (entry.unread > 0) parts.push(`${entry.unread} unread`);
  if (entry.mentions > 0) parts.push(entry.mentions === 1 ? "1 mention" : `${entry.mentions} mentions`);
  if (hasDraft) parts.push("draft");
  if (entry.level === "NOTHING") parts.push("muted");
  return parts.join(", ");
}
