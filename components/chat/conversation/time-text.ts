import type { PreferenceView } from "../../../lib/contract/preferences.ts";

export type TimeStyle = Pick<PreferenceView, "locale" | "hourCycle"> & { timeZone: string | null };

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs fifty times what using it does, and a screen uses one per row. */
function formatter(style: TimeStyle, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([style.locale, style.hourCycle, style.timeZone, options]);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(style.locale, {
    ...options,
    ...(options.hour && style.hourCycle !== "auto" ? { hourCycle: style.hourCycle } : {}),
    ...(style.timeZone ? { timeZone: style.timeZone } : {}),
  });
  formatters.set(key, made);
  return made;
}

/** `09:41`, as the viewer's preferences have it. */
export function shortTime(iso: string, style: TimeStyle): string {
  // Twelve hours are written without the zero: 09:41 in London, 9:41 AM in New York.
  const twelve = formatter(style, { hour: "numeric" }).resolvedOptions().hour12;
  return formatter(style, { hour: twelve ? "numeric" : "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** `09:41`, and `9:41` where twelve hours are counted: for where there is no room to say which half of the day it is. */
export function bareTime(iso: string, style: TimeStyle): string {
  const parts = formatter(style, { hour: "numeric", minute: "2-digit" }).formatToParts(new Date(iso));
  if (!parts.some(({ type }) => type === "dayPeriod")) return shortTime(iso, style);
  const numbers = parts.filter(({ type }) => type !== "dayPeriod").map(({ value }) => value);
  return numbers.join("").trim();
}

/** `Friday, 4 April 2026 at 09:41:07`. */
export function fullTime(iso: string, style: TimeStyle): string {
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit" } as const;
  return formatter(style, { ...options, minute: "2-digit", second: "2-digit" }).format(new Date(iso));
}

/** Which day a moment falls on for the viewer, `2026-04-04`; only for comparing. */
export function dayKey(iso: string, style: TimeStyle): string {
  const parts = formatter({ ...style, locale: "en-CA" }, { year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(iso));
}

/** `Today`, `Yesterday`, `Friday` within the last week, else the date, with its year if that is another. */
export function dayName(iso: string, now: Date, style: TimeStyle): string {
  const day = Date.parse(dayKey(iso, style));
  const today = Date.parse(dayKey(now.toISOString(), style));
  const daysAgo = Math.round((today - day) / 86_400_000);
  if (daysAgo === 0 || daysAgo === 1) {
    const word = new Intl.RelativeTimeFormat(style.locale, { numeric: "auto" }).format(-daysAgo, "day");
    return word.charAt(0).toLocaleUpperCase(style.locale) + word.slice(1);
  }
  if (daysAgo > 1 && daysAgo < 7) return formatter(style, { weekday: "long" }).format(new Date(iso));
  const year = daysAgo > 300 || daysAgo < 0 ? ({ year: "numeric" } as const) : {};
  return formatter(style, { weekday: "long", day: "numeric", month: "long", ...year }).format(new Date(iso));
}

/** A time for today, a date for other days, as a sentence wants it: `at 09:52`, `on 3 Apr`. */
export function atTimeOrDate(iso: string, now: Date, style: TimeStyle): string {
  if (dayKey(iso, style) === dayKey(now.toISOString(), style)) return `at ${shortTime(iso, style)}`;
  return `on ${formatter(style, { day: "numeric", month: "short" }).format(new Date(iso))}`;
}
