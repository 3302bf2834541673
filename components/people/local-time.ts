/** What the clock shows where a person is, `18:04`; null without a time zone or in the viewer's own. */
export function localTimeOf(
  timeZone: string | null,
  now: number,
  viewer: { locale: string; hourCycle: "auto" | "h12" | "h23"; timeZone: string | null },
): string | null {
  const own = viewer.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!timeZone || timeZone === own) return null;
  const options = { hour: "numeric", minute: "2-digit" } as const;
  const cycle = viewer.hourCycle === "auto" ? {} : { hourCycle: viewer.hourCycle };
  const there = new Intl.DateTimeFormat(viewer.locale, { ...options, ...cycle, timeZone }).format(now);
  const here = new Intl.DateTimeFormat(viewer.locale, { ...options, ...cycle, timeZone: own }).format(now);
  return there === here ? null : there;
}
