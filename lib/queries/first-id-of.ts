/**
 * The lowest UUIDv7 of a moment (ms since 1970; before that, of 1970). A message's id is made when it is accepted, so
 * ids are an index by time (PROTOCOL L10).
 */
export function firstIdOf(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** When a message was accepted, in ms since 1970, by its id. */
export const timeOf = (id: string): number => Number.parseInt(id.replace("-", "").slice(0, 12), 16);
