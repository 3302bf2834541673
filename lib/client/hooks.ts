"use client";

import { useContext, useDeferredValue, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { CustomEmojiView } from "../contract/custom-emoji.ts";
import type { PeopleGroupView } from "../contract/people-groups.ts";
import type { PresenceView } from "../contract/events.ts";
import type { MessageView } from "../contract/messages.ts";
import type { NoticeView } from "../contract/notices.ts";
import type { ParticipantView } from "../contract/participants.ts";
import type { PersonView } from "../contract/people.ts";
import type { PreferenceView } from "../contract/preferences.ts";
import type { ReceiptView } from "../contract/reading.ts";
import type { ThreadEntry, ThreadView } from "../contract/threads.ts";
import { fetchNotifications, searchPeople } from "./actions.ts";
import { useAnswer } from "./answers.ts";
import { ChatContext, type ChatStore } from "./chat-context.ts";
import { findEngine } from "./engine.ts";
import { lastSentAt } from "./last-sent.ts";
import { findMessage, findThreadOf } from "./locate.ts";
import { pinnedIn } from "./pins.ts";
import { withMyReactions } from "./reactions.ts";
import { type Sections, sectionsSelector, type Totals, totalsSelector } from "./sections.ts";
import type { ChatState, ConnectionStatus, Draft, PendingRow, ThreadSlice, UploadRow } from "./state.ts";
import { type Timeline, timelineOf } from "./timeline.ts";
import { uploadsIn } from "./uploads.ts";

export type { Timeline } from "./timeline.ts";

function useChatStore(): ChatStore {
  const store = useContext(ChatContext);
  if (!store) throw new Error("This component needs a <ChatProvider> above it.");
  return store;
}

const useChat = <T>(select: (state: ChatState) => T): T => useStore(useChatStore(), select);

const useSlice = <T>(threadId: string, select: (slice: ThreadSlice) => T): T | undefined =>
  useChat((state) => {
    const slice = state.threads[threadId];
    return slice && select(slice);
  });

export const useMe = (): PersonView => useChat((state) => state.me);
export const useWorkspace = (): { name: string } => useChat((state) => state.workspace);
export const usePreference = (): PreferenceView => useChat((state) => state.preference);

/** What the person was told about themself and has not dismissed, oldest first. */
export const useNotices = (): readonly NoticeView[] => useChat((state) => state.notices);

/**
 * When the person last wrote in a thread, in ms since 1970; null where the page knows of nothing within the last `within`
 * ms. A deleted message counts: it was sent.
 */
export const useLastSentAt = (threadId: string, within: number): number | null =>
  useChat((state) => lastSentAt(state, threadId, within));

/** What the person saved, by message id; another object whenever it changes. */
export const useSavedMarks = (): Readonly<Record<string, true>> => useChat((state) => state.saved);

/** The custom emoji of a name; undefined where there is none, or none any more. */
export const useCustomEmoji = (name: string | null): CustomEmojiView | undefined =>
  useChat(({ emoji }) => (name === null ? undefined : emoji[name]));

/** The groups of people that can be mentioned, by id. */
export const useGroups = (): Readonly<Record<string, PeopleGroupView>> => useChat(({ groups }) => groups);

/** The custom emoji there are, by name. */
export const useAllCustomEmoji = (): Readonly<Record<string, CustomEmojiView>> => useChat(({ emoji }) => emoji);

/** Whether the person saved a message. */
export const useIsSaved = (messageId: string): boolean => useChat((state) => state.saved[messageId] ?? false);

/** The pinned messages of a thread as far as they are loaded (`loadPins`), as ids, the last pinned first. */
export const usePins = (threadId: string): readonly string[] =>
  useChat(useShallow((state: ChatState) => pinnedIn(state.threads[threadId])));

/** Whether the person blocks somebody. */
export const useBlocks = (userId: string | null | undefined): boolean =>
  useChat(({ blockedIds }) => typeof userId === "string" && blockedIds.includes(userId));

/** The thread list in its sections, as thread ids in order. */
export function useEntries(): Sections {
  const store = useChatStore();
  const [select] = useState(sectionsSelector);
  return useStore(store, select);
}

/** What is unread in all threads together, for the title and the badge. */
export function useTotals(): Totals {
  const store = useChatStore();
  const [select] = useState(totalsSelector);
  return useStore(store, select);
}

/** The person's own line of the thread list; null where they have not joined. */
export const useEntry = (threadId: string): ThreadEntry | null => useSlice(threadId, (slice) => slice.entry) ?? null;

/** The thread itself; null until it is known. */
export const useThread = (threadId: string): ThreadView | null => useSlice(threadId, (slice) => slice.thread) ?? null;

/** A person; null until they are known. Asks for those the page has not met. */
export function usePerson(userId: string | null | undefined): PersonView | null {
  const person = useChat((state) => (userId ? state.people[userId] : undefined));
  const missing = userId && !person ? userId : null;
  useEffect(() => {
    if (missing) findEngine()?.people.want(missing);
  }, [missing]);
  return person ?? null;
}

/**
 * People by name, username or title as the person types. While the answer is on its way, `people` are those of the
 * previous one whom `q` means as well: nobody stands under the cursor who is not who was typed.
 */
export function usePeopleSearch(q: string): { people: readonly PersonView[]; loading: boolean; failed: boolean } {
  const wanted = q.trim();
  const asked = useDeferredValue(wanted);
  const { data, isFetching, isError } = useAnswer(`people ${asked}`, () => searchPeople({ q: asked, limit: 50 }), {
    freshFor: 30_000,
  });
  const isAnswer = asked === wanted && !isFetching && !isError;
  const found = data?.people ?? NO_PEOPLE;
  const people = useMemo(
    () => (isAnswer ? found : found.filter((person) => isMeant(wanted, person))),
    [isAnswer, found, wanted],
  );
  return { people, loading: !isAnswer && !isError, failed: isError };
}

/** As the server looks for people. */
const isMeant = (q: string, { displayName, username, title }: PersonView) =>
  [displayName, username, title].some((text) => text?.toLowerCase().includes(q.toLowerCase()));

const NO_PEOPLE: readonly PersonView[] = [];

/** What concerns the person, the newest first, kept up to date; `isError` where it could not be loaded. */
export function useBell() {
  const bell = useChat((state) => state.bell);
  // What was read where it stands no longer counts.
  const { mentions } = useTotals();
  return useAnswer(`bell ${bell} ${mentions}`, fetchNotifications, { freshFor: 30_000 });
}

const usePendingRows = (threadId: string): PendingRow[] =>
  useChat(
    useShallow((state: ChatState) =>
      Object.values(state.outbox)
        .filter((row) => row.threadId === threadId)
        .sort((a, b) => (a.clientId < b.clientId ? -1 : 1)),
    ),
  );

/** What the conversation shows; rows are ids with the facts of a message that never change. */
export function useTimeline(threadId: string): Timeline {
  const meId = useChat((state) => state.me.id);
  const slice = useChat((state) => state.threads[threadId]);
  const pending = usePendingRows(threadId);
  return useMemo(() => timelineOf(slice, pending, meId), [slice, pending, meId]);
}

/** A message, with an edit, deletion or reaction that is on its way already in it; null when it is not loaded. */
export function useMessage(messageId: string | null | undefined): MessageView | null {
  const message = useChat((state) => (messageId ? findMessage(state, messageId) : undefined));
  const overlay = useChat((state) => (messageId ? state.overlays[messageId] : undefined));
  const wishes = useChat((state) => (messageId ? state.reacting[messageId] : undefined));
  const meId = useChat((state) => state.me.id);
  return useMemo(() => {
    if (!message) return null;
    const shown = overlay ? { ...message, ...overlay } : message;
    return wishes ? withMyReactions(shown, wishes, meId) : shown;
  }, [message, overlay, wishes, meId]);
}

/** The message a reply quotes; fetched when the page does not have it. */
export function useQuote(messageId: string | null | undefined): MessageView | null {
  const message = useMessage(messageId);
  const missing = messageId && !message ? messageId : null;
  useEffect(() => {
    if (missing) findEngine()?.messages.want(missing);
  }, [missing]);
  return message;
}

/** A message on its way; null once the message itself is there. */
export const usePending = (clientId: string | null): PendingRow | null =>
  useChat((state) => (clientId ? state.outbox[clientId] : undefined)) ?? null;

/** The files in a composer, in the order in which they were added. */
export const useUploads = (draftKey: string): readonly UploadRow[] =>
  useChat(useShallow((state: ChatState) => uploadsIn(state, draftKey)));

/** The files of a message on its way. */
export const usePendingFiles = (ids: readonly string[]): readonly UploadRow[] =>
  useChat(useShallow((state: ChatState) => ids.flatMap((id) => state.uploads[id] ?? [])));

/** How many messages wait to be sent: signing out asks first when there are any (PROTOCOL S7). */
export const usePendingCount = (): number => useChat((state) => Object.keys(state.outbox).length);

/** Who is in the thread now; null until the list is loaded. */
export function useParticipants(threadId: string): readonly ParticipantView[] | null {
  const held = useSlice(threadId, (slice) => (slice.participantsLoaded ? slice.participants : null)) ?? null;
  return useMemo(
    () =>
      held &&
      Object.values(held)
        .map(({ view }) => view)
        .filter(({ status }) => status === "ACTIVE"),
    [held],
  );
}

/** How far each member has read, me left out (PROTOCOL E3, R4). */
export function useReceipts(threadId: string): readonly ReceiptView[] {
  const meId = useChat((state) => state.me.id);
  const receipts = useSlice(threadId, (slice) => slice.receipts);
  return useMemo(() => Object.values(receipts ?? {}).filter(({ userId }) => userId !== meId), [receipts, meId]);
}

/** Who is typing in the thread right now. */
export const useTyping = (threadId: string): string[] =>
  useChat(useShallow((state: ChatState) => Object.keys(state.typing[threadId] ?? {})));

/** A person's presence, watched while the component is on screen; null until it is known. */
export function usePresence(userId: string | null | undefined): PresenceView | null {
  useEffect(() => (userId ? findEngine()?.presence.watch([userId]) : undefined), [userId]);
  return useChat((state) => (userId ? state.presence[userId] : undefined)) ?? null;
}

export type ShownConnection = {
  status: ConnectionStatus;
  /** Changes still to come while catching up. */
  behind: number;
  /** Why the session is over. */
  expired: ChatState["connection"]["expired"];
  /** Updates come every 15 s only, because no socket can be opened (PROTOCOL C1). */
  polling: boolean;
};

/** The chip: from the sequence numbers, not from hope. */
export const useConnection = (): ShownConnection =>
  useChat(
    useShallow(({ connection: { link, behind, lagging, expired } }: ChatState): ShownConnection => {
      const isBehind = lagging && behind > 0;
      const connected = isBehind ? "catching-up" : "live";
      const status = link === "up" || link === "polling" ? connected : link;
      return { status, behind: isBehind ? behind : 0, expired, polling: link === "polling" };
    }),
  );

/** Whether a thread's page is only as fresh as its last load: a PUBLIC thread not joined (PROTOCOL F6). */
export const useNotLive = (threadId: string): boolean =>
  useSlice(threadId, (slice) => slice.thread !== null && slice.entry === null) ?? false;

/** The replies under a loaded root, as ids in order; `loaded` once all are there (`fetchReplies`). */
export function useReplies(rootId: string): { ids: readonly string[]; loaded: boolean } {
  const ids = useChat((state) => findThreadOf(state, rootId)?.replies[rootId]) ?? NO_IDS;
  const loaded = useChat((state) => findThreadOf(state, rootId)?.repliesLoaded[rootId]) ?? false;
  return useMemo(() => ({ ids, loaded }), [ids, loaded]);
}

const NO_IDS: readonly string[] = [];

/** What was left in the composer of this thread. */
export const useDraft = (threadId: string): Draft | null => useChat((state) => state.drafts[threadId]) ?? null;

export type Delivery = "sent" | "delivered" | "read";

/** How far my own message got (PROTOCOL S9): delivered or read once it is so for everybody whose receipts show. */
export function useDelivery(messageId: string): Delivery {
  const slice = useChat((state) => findThreadOf(state, messageId)?.id) ?? "";
  const seq = useChat((state) => findMessage(state, messageId)?.seq) ?? 0;
  const receipts = useReceipts(slice);
  if (receipts.length === 0) return "sent";
  if (receipts.every(({ lastReadSeq }) => lastReadSeq >= seq)) return "read";
  return receipts.every(({ lastDeliveredSeq }) => lastDeliveredSeq >= seq) ? "delivered" : "sent";
}
