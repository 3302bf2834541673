import type { PresenceView } from "../../lib/contract/events.ts";
import { dayKey, dayName, shortTime, type TimeStyle } from "../chat/conversation/time-text.ts";

type Moment = { now: Date; timeStyle: TimeStyle };

/** A person's presence in words: `Online`, `Idle since 10:03`, `Last seen 10:02`. */
export function presenceText(
  presence: PresenceView | null,
  lastSeenAt: string | null,
  { now, timeStyle }: Moment,
): string {
  const seen = presence?.lastSeenAt ?? lastSeenAt;
  const at = seen && momentText(seen, now, timeStyle);
  if (presence?.state === "online") return presence.dnd ? "Do not disturb" : "Online";
  if (presence?.state === "idle") return at ? `Idle since ${at}` : "Idle";
  return at ? `Last seen ${at}` : "Offline";
}

/** A short time for today, else the day: `10:02`, `Friday`, `3 April`. */
function momentText(iso: string, now: Date, style: TimeStyle): string {
  return dayKey(iso, style) === dayKey(now.toISOString(), style) ? shortTime(iso, style) : dayName(iso, now, style);
}
