import type { NoticeView } from "../../lib/contract/notices.ts";

/** A notice as a sentence: "You were timed out in #general until 15:30 by Bo: too hot". `until` as people say it. */
export function noticeText(
  { kind, threadName, reason }: Pick<NoticeView, "kind" | "threadName" | "reason">,
  { actor, until }: { actor: string; until: string | null },
): string {
  const place = threadName === "" ? "in a direct message" : `in #${threadName}`;
  const from = threadName === "" ? "from a conversation" : `from #${threadName}`;
  const why = reason === null ? "." : `: ${reason}`;
  switch (kind) {
    case "timedOut":
      return `You were timed out ${place}${until === null ? "" : ` until ${until}`} by ${actor}${why}`;
    case "timeOutLifted":
      return `${actor} ended your time-out ${place}${why}`;
    case "removed":
      return `You were removed ${from} by ${actor}${why}`;
    case "banned":
      return `You were banned ${from} by ${actor}${why}`;
    case "unbanned":
      return `${actor} lifted your ban ${from}${why}`;
    case "messageDeleted":
      return `A message of yours ${place} was deleted by ${actor}${why}`;
    case "messageRestored":
      return `A message of yours ${place} was brought back by ${actor}${why}`;
    case "reportResolved":
      return `Your report of a message ${place} was looked into, and something was done about it. Thank you.`;
    case "reportDismissed":
      return `Your report of a message ${place} was looked into; it breaks no rule here. Thank you.`;
  }
}
