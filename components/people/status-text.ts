import type { PersonView } from "../../lib/contract/people.ts";

/** A person's status while it lasts: `🌊 Shipping`, or empty. */
export function statusOf(person: Pick<PersonView, "statusEmoji" | "statusText" | "statusUntil">, now: number): string {
  if (person.statusUntil && Date.parse(person.statusUntil) <= now) return "";
  return [person.statusEmoji, person.statusText].filter(Boolean).join(" ");
}
