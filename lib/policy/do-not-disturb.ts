/** When a person wants quiet: minutes after midnight of their own clock; both null is never. */
export type QuietHours = { dndFrom: number | null; dndTo: number | null; timeZone: string | null };

/** Whether `now` lies within somebody's quiet hours, which may run over midnight. An unknown time zone counts as UTC. */
export function isQuiet({ dndFrom, dndTo, timeZone }: QuietHours, now: Date): boolean {
  if (dndFrom === null || dndTo === null || dndFrom === dndTo) return false;
  const minute = minuteOfDay(now, timeZone ?? "UTC");
  return dndFrom < dndTo ? minute >= dndFrom && minute < dndTo : minute >= dndFrom || minute < dndTo;
}

function minuteOfDay(now: Date, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(now);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  return part("hour") * 60 + part("minute");
}

/** Making one costs a hundred times more than using it; there are a few hundred time zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = makeClock(timeZone);
  clocks.set(timeZone, made);
  return made;
}

function makeClock(timeZone: string): Intl.DateTimeFormat {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en", { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" });
  }
}
