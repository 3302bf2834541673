export type StatusLength = "30m" | "1h" | "4h" | "today" | "none";

export const STATUS_LENGTHS: { value: StatusLength; label: string }[] = [
  { value: "30m", label: "After 30 minutes" },
  { value: "1h", label: "After an hour" },
  { value: "4h", label: "After 4 hours" },
  { value: "today", label: "At midnight" },
  { value: "none", label: "Never" },
];

const MINUTES: Partial<Record<StatusLength, number>> = { "30m": 30, "1h": 60, "4h": 240 };

/** The moment at which a status that starts now ends, as ISO, or null for never. "today" ends at local midnight. */
export function untilOf(length: StatusLength, now: Date): string | null {
  if (length === "none") return null;
  const minutes = MINUTES[length];
  if (minutes !== undefined) return new Date(now.getTime() + minutes * 60_000).toISOString();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).toISOString();
}
