import type { PeopleGroupView } from "../contract/people-groups.ts";
import type { CustomEmojiView } from "../contract/custom-emoji.ts";
import type { ApiErrorCode } from "./api-error.ts";
import type { PresenceView, ServerEvent } from "../contract/events.ts";
import type { ForwardView } from "../contract/forwards.ts";
import type { MessageView } from "../contract/messages.ts";
import type { NoticeView } from "../contract/notices.ts";
import type { ParticipantView } from "../contract/participants.ts";
import type { PersonView } from "../contract/people.ts";
import type { PreferenceView } from "../contract/preferences.ts";
import type { ReceiptView } from "../contract/reading.ts";
import type { ThreadEntry, ThreadView } from "../contract/threads.ts";
import { MessageBook } from "./message-book.ts";
import type { HomeView } from "../contract/workspace.ts";

/** How many early events a stream keeps while it waits for the missing one (PROTOCOL G1). */
export const EARLY_MAX = 256;

/** How many messages a thread keeps in memory that nobody looks at. */
export const CLOSED_THREAD_MESSAGES = 100;

/** A place in a stream: everything up to `seq` is applied, `seen` is the furthest place heard of. */
export type Cursor = {
  seq: number;
  seen: number;
  /** Events that came before the one they follow, by seq (PROTOCOL G1). */
  early: Readonly<Record<number, ServerEvent>>;
};

/** A view and the stream seq at which it was read: an older answer never overwrites a newer one. */
export type Held<T> = { view: T; asOf: number };

/** A stretch of a thread of which every message is loaded: from ≤ seq ≤ to. `from` 0 reaches the beginning. */
export type Range = {
  from: number;
  to: number;
  /** Message ids by seq, ascending. */
  ids: readonly string[];
};

/** What a person asked to see of a thread: `nonce` changes with every request, so that a repeated jump scrolls again. */
export type Target = { messageId: string | null; seq: number | null; nonce: number };

export type LoadStatus = "idle" | "loading" | "ready" | "error";

export type ThreadSlice = Cursor & {
  id: string;
  /** Null in a PUBLIC thread the person has not joined. Counts up to `entry.head`. */
  entry: ThreadEntry | null;
  /** The place in the person's own stream at which `entry` was read. */
  entryAsOf: number;
  /** The entry's counts may be wrong: the engine fetches it again (PROTOCOL R2). */
  stale: boolean;
  /** Read here already, and perhaps not yet known to the server. */
  readLocally: number;
  /** The last change after which counts could not be carried on exactly: an older entry is no help. */
  doubtSeq: number;
  thread: ThreadView | null;
  threadAsOf: number;
  messages: MessageBook;
  /** Disjoint, ascending; the last one is the live tail, which ends at or after `seq` and may be empty. */
  ranges: readonly Range[];
  /** The newest place of anything forgotten: a page read before it may hold what has changed since. */
  forgottenSeq: number;
  /** My messages that the server has taken and whose place the tail has not reached (PROTOCOL S8). */
  floating: readonly string[];
  /** Known replies by root, by seq. */
  replies: Readonly<Record<string, readonly string[]>>;
  /** Roots whose replies are all known. */
  repliesLoaded: Readonly<Record<string, true>>;
  participants: Readonly<Record<string, Held<ParticipantView>>>;
  participantsLoaded: boolean;
  receipts: Readonly<Record<string, ReceiptView>>;
  /** On screen in this tab. */
  open: boolean;
  /** Which range is shown: the one holding this seq; null follows the tail. */
  viewSeq: number | null;
  target: Target | null;
  /** Where unread began when the thread was opened: the "New" line, which stays until the person leaves. */
  firstUnreadSeq: number | null;
  /** The first seq after a gap that catching up left (PROTOCOL Y2); filled by scrolling up. */
  gapSeq: number | null;
  status: LoadStatus;
  loadingOlder: boolean;
  loadingNewer: boolean;
  /** What the last load failed with. */
  error: ApiErrorCode | null;
  /** The person may no longer see it, or it never was. */
  gone: boolean;
  /** Access changed while it was open: the engine opens it afresh. */
  reopen: boolean;
};

export type PendingState = "queued" | "sending" | "failed";

/** A message on its way (PROTOCOL S1, S7, S9), as IndexedDB keeps it. */
export type PendingRow = {
  clientId: string;
  threadId: string;
  body: string;
  replyToId: string | null;
  /** Files that go with it; it takes its turn when the last has arrived. Rows of earlier versions have none. */
  attachmentIds?: readonly string[];
  /** What it passes on, as it looks until the server has taken its own snapshot. Rows of earlier versions have none. */
  forward?: ForwardView | null;
  /** When Enter was pressed, ISO. */
  createdAt: string;
  state: PendingState;
  attempts: number;
  /** Why it failed for good; the person chooses what happens next. */
  error: { code: ApiErrorCode; message: string } | null;
  /** The tab that sends it. */
  tabId: string;
};

/** A file on its way; the bytes are in IndexedDB. */
export type UploadRow = {
  /** Of the attachment it becomes. */
  id: string;
  threadId: string;
  /** The composer it was put into: a thread's, or a root's. */
  draftKey: string;
  /** The message it goes with; null while it waits in the composer. */
  clientId: string | null;
  name: string;
  /** In bytes. */
  size: number;
  /** What the browser takes it for: good for a picture in the composer and for nothing else. */
  type: string;
  state: "waiting" | "uploading" | "paused" | "done" | "failed";
  /** The server knows of it. */
  begun: boolean;
  /** Bytes that have arrived, as far as known. */
  sent: number;
  error: { code: ApiErrorCode; message: string } | null;
  /** An address of the picture within this page. */
  preview: string | null;
};

export type Draft = { body: string; replyToId: string | null; updatedAt: string };

export type ConnectionStatus = "live" | "catching-up" | "connecting" | "offline";

export type Connection = {
  link: "connecting" | "up" | "polling" | "offline";
  /** Changes known of and not yet applied, over all streams. */
  behind: number;
  /** Behind for longer than packets take to change places (PROTOCOL G1): worth showing. */
  lagging: boolean;
  /** Why the session is over; the page signs in again. */
  expired: "SESSION_EXPIRED" | "SESSION_REVOKED" | "ACCOUNT_SUSPENDED" | null;
};

/** What an edit or a deletion on its way will make of a message. */
export type Overlay = Partial<Pick<MessageView, "body" | "editedAt" | "editCount" | "deletedAt" | "deletedById">>;

export type ChatState = {
  me: PersonView;
  workspace: { name: string };
  preference: PreferenceView;
  /** The person's own stream. */
  user: Cursor;
  /** The person's own stream outran its log: the engine loads home again (PROTOCOL Y1). */
  homeStale: boolean;
  threads: Readonly<Record<string, ThreadSlice>>;
  /** Threads this person left, with the place in their own stream: an older answer does not bring them back. */
  left: Readonly<Record<string, number>>;
  people: Readonly<Record<string, PersonView>>;
  /** What the person was told and has not dismissed, oldest first. */
  notices: readonly NoticeView[];
  /** Whom the person blocks. */
  blockedIds: readonly string[];
  /** Messages that the person saved. */
  saved: Readonly<Record<string, true>>;
  /** The custom emoji that can be used, by name. */
  emoji: Readonly<Record<string, CustomEmojiView>>;
  /** The groups of people that can be mentioned, by id. */
  groups: Readonly<Record<string, PeopleGroupView>>;
  presence: Readonly<Record<string, PresenceView>>;
  /** By thread and person: until when, in ms since 1970 (PROTOCOL E1). */
  typing: Readonly<Record<string, Readonly<Record<string, number>>>>;
  connection: Connection;
  outbox: Readonly<Record<string, PendingRow>>;
  uploads: Readonly<Record<string, UploadRow>>;
  overlays: Readonly<Record<string, Overlay>>;
  /** By message and emoji: what I want my reaction to be, while the server has not taken it. */
  reacting: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  drafts: Readonly<Record<string, Draft>>;
  /** Counts what may have changed the bell. */
  bell: number;
};

/** A cursor at a place, with nothing known beyond it. */
export const cursorAt = (seq: number): Cursor => ({ seq, seen: seq, early: {} });

/** Whether a stream knows of changes it has not applied (PROTOCOL G1). */
export const isBehind = (cursor: Cursor): boolean => cursor.seen > cursor.seq;

/** A thread of which nothing is loaded, at `head`. */
export function newSlice(id: string, head: number): ThreadSlice {
  return {
    ...cursorAt(head),
    id,
    entry: null,
    entryAsOf: 0,
    stale: false,
    readLocally: 0,
    doubtSeq: 0,
    thread: null,
    threadAsOf: 0,
    messages: MessageBook.empty,
    ranges: [{ from: head + 1, to: head, ids: [] }],
    forgottenSeq: head,
    floating: [],
    replies: {},
    repliesLoaded: {},
    participants: {},
    participantsLoaded: false,
    receipts: {},
    open: false,
    viewSeq: null,
    target: null,
    firstUnreadSeq: null,
    gapSeq: null,
    status: "idle",
    loadingOlder: false,
    loadingNewer: false,
    error: null,
    gone: false,
    reopen: false,
  };
}

/** A thread that was asked for and of which nothing is known yet. */
export const isPlaceholder = (slice: ThreadSlice): boolean => slice.thread === null && !slice.gone;

/** What the person has saved, for looking up one message after another. */
export const savedOf = ({ savedIds }: HomeView): ChatState["saved"] =>
  Object.fromEntries(savedIds.map((id) => [id, true] as const));

/** Custom emoji for looking up one name after another. */
export const emojiByName = (emoji: readonly CustomEmojiView[]): ChatState["emoji"] =>
  Object.fromEntries(emoji.map((one) => [one.name, one] as const));

/** Groups of people for looking up one id after another. */
export const groupsById = (groups: readonly PeopleGroupView[]): ChatState["groups"] =>
  Object.fromEntries(groups.map((one) => [one.id, one] as const));

/** The state of a fresh page. */
export function initialState(home: HomeView): ChatState {
  const threads: Record<string, ThreadSlice> = {};
  for (const entry of home.entries) {
    threads[entry.threadId] = {
      ...newSlice(entry.threadId, entry.head),
      entry,
      entryAsOf: home.userHead,
      thread: entry.thread,
      threadAsOf: entry.head,
    };
  }
  return {
    me: home.me,
    workspace: home.workspace,
    preference: home.preference,
    user: cursorAt(home.userHead),
    homeStale: false,
    threads,
    left: {},
    people: Object.fromEntries([...home.people, home.me].map((person) => [person.id, person])),
    notices: home.notices,
    blockedIds: home.blockedIds,
    saved: savedOf(home),
    emoji: emojiByName(home.emoji),
    groups: groupsById(home.groups),
    presence: {},
    typing: {},
    connection: { link: "connecting", behind: 0, lagging: false, expired: null },
    outbox: {},
    uploads: {},
    overlays: {},
    reacting: {},
    drafts: {},
    bell: 0,
  };
}
