import type { PersonView } from "../../lib/contract/people.ts";
import type { ThreadEntry, ThreadView } from "../../lib/contract/threads.ts";
import type { Facts, OverrideFacts } from "../../lib/policy/facts.ts";

export type ThreadViews = { me: PersonView; thread: ThreadView | null; entry: ThreadEntry | null };

/** A time of the wire in milliseconds since 1970. */
export const moment = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso));

/** What the policy looks at, from the views that the page holds. */
export function factsOfViews({ me, thread, entry }: ThreadViews): Omit<Facts, "now"> {
  return {
    thread,
    participant: entry && { ...entry, mutedUntil: moment(entry.mutedUntil) },
    overrides: thread ? overridesOf(me.id, thread, entry) : [],
  };
}

function overridesOf(meId: string, thread: ThreadView, entry: ThreadEntry | null): OverrideFacts[] {
  const ofRoles = thread.overrides.map((override) => ({ ...override, userId: null }));
  return entry ? [...ofRoles, { role: null, userId: meId, ...entry.override }] : ofRoles;
}
