import type { ChatState, ThreadSlice } from "./state.ts";

/** The thread list: ids in the order they are shown. */
export type Sections = {
  starred: readonly string[];
  threads: readonly string[];
  direct: readonly string[];
  archived: readonly string[];
};

/** For the page's title and badge: `direct` is unread in direct and group direct threads. Of muted threads only mentions count. */
export type Totals = { unread: number; mentions: number; direct: number };

const isDirect = ({ entry }: ThreadSlice) => entry!.thread.kind === "DM" || entry!.thread.kind === "GROUP_DM";

/** A direct thread that was hidden and has not been written in since. */
const isHidden = ({ entry }: ThreadSlice) => entry!.hiddenSeq !== null && entry!.lastMessageSeq <= entry!.hiddenSeq;

const byName = (a: ThreadSlice, b: ThreadSlice) =>
  a.entry!.thread.name.localeCompare(b.entry!.thread.name) || (a.id < b.id ? -1 : 1);

/** ISO times of one form compare as text. */
const lastAt = ({ entry }: ThreadSlice) => entry!.lastMessageAt ?? entry!.thread.createdAt;
const byRecency = (a: ThreadSlice, b: ThreadSlice) =>
  lastAt(a) === lastAt(b) ? (a.id < b.id ? -1 : 1) : lastAt(a) > lastAt(b) ? -1 : 1;

function sortIntoSections(threads: ChatState["threads"]): Sections {
  const listed = Object.values(threads).filter((slice) => slice.entry?.status === "ACTIVE" && !isHidden(slice));
  const open = listed.filter(({ entry }) => entry!.thread.state !== "ARCHIVED");
  const ids = (slices: ThreadSlice[]) => slices.map(({ id }) => id);
  return {
    starred: ids(open.filter(({ entry }) => entry!.starred).sort(byName)),
    threads: ids(open.filter((slice) => !slice.entry!.starred && !isDirect(slice)).sort(byName)),
    direct: ids(open.filter((slice) => !slice.entry!.starred && isDirect(slice)).sort(byRecency)),
    archived: ids(listed.filter(({ entry }) => entry!.thread.state === "ARCHIVED").sort(byName)),
  };
}

function addUp(threads: ChatState["threads"]): Totals {
  const totals = { unread: 0, mentions: 0, direct: 0 };
  for (const slice of Object.values(threads)) {
    if (!slice.entry || isHidden(slice)) continue;
    totals.mentions += slice.entry.mentions;
    if (slice.entry.level === "NOTHING") continue;
    totals.unread += slice.entry.unread;
    if (isDirect(slice)) totals.direct += slice.entry.unread;
  }
  return totals;
}

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/** Keeps the earlier answer while it says the same, so that a selector's result stays the same object. */
function remembering<R extends object>(compute: (threads: ChatState["threads"]) => R, same: (a: R, b: R) => boolean) {
  let from: ChatState["threads"] | undefined;
  let answer: R | undefined;
  return (state: ChatState): R => {
    if (answer && from === state.threads) return answer;
    const next = compute(state.threads);
    from = state.threads;
    if (!answer || !same(answer, next)) answer = next;
    return answer;
  };
}

/** A selector of its own for each store: `sectionsSelector()(state)`. */
export const sectionsSelector = () =>
  remembering(sortIntoSections, (a, b) =>
    (["starred", "threads", "direct", "archived"] as const).every((name) => sameIds(a[name], b[name])),
  );

export const totalsSelector = () =>
  remembering(addUp, (a, b) => a.unread === b.unread && a.mentions === b.mentions && a.direct === b.direct);
