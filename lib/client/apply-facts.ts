import type { PresenceView } from "../contract/events.ts";
import type { NoticeView } from "../contract/notices.ts";
import type { PersonView } from "../contract/people.ts";
import type { PreferenceView } from "../contract/preferences.ts";
import type { SavedMark } from "../contract/saved.ts";
import type { ThreadDetails, ThreadEntry } from "../contract/threads.ts";
import type { HomeView } from "../contract/workspace.ts";
import { withBehind } from "./arrival.ts";
import { readUpTo } from "./counting.ts";
import { draftOf, putEntry } from "./slice-draft.ts";
import {
  type ChatState,
  emojiByName,
  groupsById,
  isPlaceholder,
  newSlice,
  savedOf,
  type ThreadSlice,
} from "./state.ts";

const putThread = (state: ChatState, slice: ThreadSlice): ChatState => ({
  ...state,
  threads: { ...state.threads, [slice.id]: slice },
});

/** The slice to write to: a thread that is new here, or back, starts at `head`; on screen it stays on screen. */
function knownOrNew(known: ThreadSlice | undefined, { id, head }: { id: string; head: number }): ThreadSlice {
  if (known && !known.gone && !isPlaceholder(known)) return known;
  return { ...newSlice(id, head), open: known?.open ?? false, status: known?.open ? "loading" : "idle" };
}

/** The place in the person's own stream of the latest word on their part in a thread. */
const newestWord = ({ threads, left }: ChatState, threadId: string): number =>
  Math.max(threads[threadId]?.entryAsOf ?? 0, left[threadId] ?? 0);

/** The person's entry of a thread, as it was at `asOf` of their own stream; a thread met for the first time is added. */
export function applyEntry(state: ChatState, entry: ThreadEntry, asOf: number): ChatState {
  const known = state.threads[entry.threadId];
  if (asOf < newestWord(state, entry.threadId)) return state;
  const hasOtherHistory = known?.entry && known.entry.joinedSeq !== entry.joinedSeq;
  // More of the history, or less: what is loaded is no stretch of it any more.
  const base = hasOtherHistory ? { ...newSlice(entry.threadId, entry.head), open: known.open } : known;
  const draft = draftOf(knownOrNew(base, { id: entry.threadId, head: entry.head }));
  putEntry(draft, entry, { asOf, meId: state.me.id });
  if (hasOtherHistory && known.open) draft.reopen = true;
  // On screen it may say "gone", or that one has to join first: now it can be opened.
  if (known?.open && (known.gone || known.status === "error")) draft.reopen = true;
  return putThread(state, draft);
}

/**
 * An entry that an answer brought, asked for when the own stream was at `askedAt`. One that the stream has overtaken
 * since may be the older of the two: it is left, and stays in doubt if it was.
 */
export function applyEntryAnswer(state: ChatState, entry: ThreadEntry, askedAt: number): ChatState {
  if (askedAt < newestWord(state, entry.threadId)) return state;
  return withBehind(applyEntry(state, entry, askedAt));
}

/** The person is no longer in the thread: what is on screen is opened afresh, as a stranger sees it. */
export function applyEntryGone(state: ChatState, threadId: string, asOf: number): ChatState {
  const known = state.threads[threadId];
  if (asOf < newestWord(state, threadId)) return state;
  const left = { ...state, left: { ...state.left, [threadId]: asOf } };
  if (!known || known.gone) return left;
  if (!known.open) return without(left, threadId);
  const stranger = { ...newSlice(threadId, known.seq), thread: known.thread, threadAsOf: known.threadAsOf };
  return putThread(left, { ...stranger, entryAsOf: asOf, open: true, reopen: true, status: "loading" });
}

/** The thread is not there for this person any more, as of `asOf` of their own stream; a page that shows it says so. */
export function applyGone(state: ChatState, threadId: string, asOf: number): ChatState {
  const known = state.threads[threadId];
  if (!known || asOf < newestWord(state, threadId)) return state;
  const left = { ...state, left: { ...state.left, [threadId]: asOf } };
  if (!known.open) return without(left, threadId);
  return putThread(left, { ...newSlice(threadId, known.seq), open: true, gone: true, entryAsOf: asOf });
}

function without(state: ChatState, threadId: string): ChatState {
  const { [threadId]: _gone, ...threads } = state.threads;
  return { ...state, threads };
}

/** `GET thread`, asked for when the own stream was at `askedAt`. */
export function applyDetails(state: ChatState, details: ThreadDetails, askedAt: number): ChatState {
  const { thread, head, entry } = details;
  const known = state.threads[thread.id];
  if (!known && !entry) return state;
  const isOvertaken = entry !== null && askedAt < newestWord(state, thread.id);
  if (!known && isOvertaken) return state;
  const slice = knownOrNew(known, { id: thread.id, head });
  const isNewer = head >= slice.threadAsOf;
  const next: ThreadSlice = {
    ...slice,
    seen: Math.max(slice.seen, head),
    thread: isNewer ? thread : slice.thread,
    threadAsOf: Math.max(slice.threadAsOf, head),
    // Without an entry there is nothing to count.
    stale: entry === null && slice.entry === null ? false : slice.stale,
  };
  const held = putThread(state, next);
  return withBehind(entry ? applyEntryAnswer(held, entry, askedAt) : held);
}

/** Everything up to a seq is read, here and now; the server hears of it in a moment (PROTOCOL R3). */
export function applyRead(state: ChatState, threadId: string, upTo: number): ChatState {
  const slice = state.threads[threadId];
  if (!slice?.entry) return state;
  const entry = readUpTo(slice, slice.entry, { upTo, meId: state.me.id });
  return putThread(state, { ...slice, entry, readLocally: Math.max(slice.readLocally, upTo) });
}

/** Unread starts at `fromSeq` again (PROTOCOL R1); the count comes with the server's answer. */
export function applyUnread(state: ChatState, threadId: string, fromSeq: number | null): ChatState {
  const slice = state.threads[threadId];
  if (!slice?.entry) return state;
  const entry = { ...slice.entry, markedUnreadSeq: fromSeq };
  return putThread(state, { ...slice, entry, readLocally: 0 });
}

/** A fresh load of everything but messages; threads that are behind it are known to be (PROTOCOL Y1, `limited`). */
export function applyHome(state: ChatState, home: HomeView): ChatState {
  if (home.userHead < state.user.seq) return state;
  const listed = new Set(home.entries.map(({ threadId }) => threadId));
  const dropped = Object.values(state.threads).filter(({ id, entry }) => entry && !listed.has(id));
  const left = dropped.reduce((next, { id }) => applyEntryGone(next, id, home.userHead), state);
  const entered = home.entries.reduce((next, entry) => applyEntry(next, entry, home.userHead), left);
  const people = { ...entered.people };
  for (const person of [...home.people, home.me]) people[person.id] = person;
  return withBehind({
    ...entered,
    me: home.me,
    workspace: home.workspace,
    preference: home.preference,
    notices: home.notices,
    blockedIds: home.blockedIds,
    saved: savedOf(home),
    emoji: emojiByName(home.emoji),
    groups: groupsById(home.groups),
    people,
    user: { ...entered.user, seq: home.userHead, seen: Math.max(entered.user.seen, home.userHead) },
    homeStale: false,
  });
}

/** What the person is told; dismissed ones go. */
export function applyNotice(state: ChatState, notice: NoticeView): ChatState {
  const others = state.notices.filter(({ id }) => id !== notice.id);
  const notices = notice.seenAt === null ? [...others, notice] : others;
  // Ids are made in the order of time.
  return { ...state, notices: notices.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

export const applyPreference = (state: ChatState, preference: PreferenceView): ChatState => ({ ...state, preference });

/** A message that is saved now, or no longer. */
export function applySaved(state: ChatState, { messageId, savedAt }: SavedMark): ChatState {
  const { [messageId]: _before, ...others } = state.saved;
  return { ...state, saved: savedAt === null ? others : { ...others, [messageId]: true } };
}

/** My own profile. */
export const applyProfile = (state: ChatState, me: PersonView): ChatState => applyPeople({ ...state, me }, [me]);

export const applyPerson = (state: ChatState, person: PersonView): ChatState =>
  person.id === state.me.id ? applyProfile(state, person) : applyPeople(state, [person]);

export function applyPeople(state: ChatState, found: readonly PersonView[]): ChatState {
  if (found.length === 0) return state;
  return { ...state, people: { ...state.people, ...Object.fromEntries(found.map((person) => [person.id, person])) } };
}

export function applyPresence(state: ChatState, found: readonly PresenceView[]): ChatState {
  if (found.length === 0) return state;
  const presence = { ...state.presence, ...Object.fromEntries(found.map((view) => [view.userId, view])) };
  return { ...state, presence };
}

/** How long a sign of typing lasts at the receiver, in ms (PROTOCOL E1). */
export const TYPING_LASTS = 6_000;

/** `now` in ms since 1970. */
export function applyTyping(state: ChatState, who: { threadId: string; userId: string }, now: number): ChatState {
  if (who.userId === state.me.id || !state.threads[who.threadId]) return state;
  const inThread = { ...state.typing[who.threadId], [who.userId]: now + TYPING_LASTS };
  return { ...state, typing: { ...state.typing, [who.threadId]: inThread } };
}

/** Without the typing that has run out. */
export function applyTypingEnd(state: ChatState, now: number): ChatState {
  const entries = Object.entries(state.typing).map(([threadId, people]) => {
    const still = Object.entries(people).filter(([, until]) => until > now);
    return [threadId, still.length === Object.keys(people).length ? people : Object.fromEntries(still)] as const;
  });
  if (entries.every(([threadId, people]) => people === state.typing[threadId])) return state;
  return { ...state, typing: Object.fromEntries(entries.filter(([, people]) => Object.keys(people).length > 0)) };
}
