import type { QueryInput } from "../contract/doors.ts";
import type { PeoplePage } from "../contract/people.ts";
import type { PreferenceView } from "../contract/preferences.ts";
import { applyPeople, applyPreference } from "./apply-facts.ts";
import type { Core } from "./core.ts";

/** How many people one look-up asks for at most, and how long the wanted are collected, in ms. */
const LOOK_UP = 200;
const COLLECT = 30;

/** Who is who, and what the person prefers. */
export function createPeople(core: Core) {
  const wanted = new Set<string>();
  const unknown = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const lookUp = async (ids: string[]) => {
    const { people } = await core.api.query("lookUpPeople", { ids: ids.join(",") });
    core.update((state) => applyPeople(state, people));
    return people;
  };

  const fetchWanted = async () => {
    timer = undefined;
    const ids = [...wanted].slice(0, LOOK_UP);
    ids.forEach((id) => wanted.delete(id));
    if (wanted.size > 0) timer = setTimeout(() => void fetchWanted(), COLLECT);
    try {
      const found = new Set((await lookUp(ids)).map(({ id }) => id));
      ids.filter((id) => !found.has(id)).forEach((id) => unknown.add(id));
    } catch {
      // Nobody waits for this: the rows that show these people ask again when they next appear.
    }
  };

  return {
    /** Asks for a person the page has not met; many at once become one request. */
    want: (userId: string): void => {
      if (unknown.has(userId)) return;
      wanted.add(userId);
      timer ??= setTimeout(() => void fetchWanted(), COLLECT);
    },
    /** Profiles are not in the log: those on this page are asked for again after the connection was away. */
    refresh: async (): Promise<void> => {
      const ids = Object.keys(core.state().people);
      for (let from = 0; from < ids.length && !core.signal.aborted; from += LOOK_UP) {
        await lookUp(ids.slice(from, from + LOOK_UP)).catch(() => undefined);
      }
    },
    search: async (input: QueryInput<"people">): Promise<PeoplePage> => {
      const page = await core.api.query("people", input);
      core.update((state) => applyPeople(state, page.people));
      return page;
    },
    updatePreference: async (change: Partial<PreferenceView>): Promise<void> => {
      const before = core.state().preference;
      core.update((state) => applyPreference(state, { ...state.preference, ...change }));
      try {
        const preference = await core.command("preference:update", change);
        core.update((state) => applyPreference(state, preference));
      } catch (thrown) {
        const undone = Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof PreferenceView]]));
        core.update((state) => applyPreference(state, { ...state.preference, ...undone }));
        throw thrown;
      }
    },
  };
}
