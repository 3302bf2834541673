import { shortTime, type TimeStyle } from "../chat/conversation/time-text.ts";

/** What the clock shows where a person is, `18:04`; null without a time zone, or where it shows the viewer's own time. */
export function localTimeOf(timeZone: string | null, now: number, viewer: TimeStyle): string | null {
  if (!timeZone) return null;
  const iso = new Date(now).toISOString();
  const there = shortTime(iso, { ...viewer, timeZone });
  return there === shortTime(iso, viewer) ? null : there;
}
