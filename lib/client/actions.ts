import type { CommandInput, CommandOutput, QueryInput } from "../contract/doors.ts";
import type { EditHistory, FoundMessages } from "../contract/messages.ts";
import type { NotificationPage } from "../contract/notifications.ts";
import type { PeoplePage } from "../contract/people.ts";
import type { PreferenceView } from "../contract/preferences.ts";
import type { ReactionList } from "../contract/reactions.ts";
import type { ThreadRole } from "../contract/roles.ts";
import type { SavedPage } from "../contract/saved.ts";
import type { SearchPage } from "../contract/search.ts";
import type { BrowsePage, ThreadEntry } from "../contract/threads.ts";
import { currentEngine, findEngine } from "./engine.ts";
import { newId } from "./new-id.ts";
import type { OutgoingMessage } from "./outbox.ts";
import { applyProfile } from "./apply-facts.ts";

/** Everything a component can ask for. All reject with `ApiError` (`code`, `retryAfterMs`) when the server refuses. */

/** Queues a message and returns its clientId at once (PROTOCOL S1); how it fares is in `usePending(clientId)`. */
export const sendMessage = (message: OutgoingMessage): Promise<string> => {
  const { outbox, typing, history } = currentEngine();
  typing.stopped(message.threadId);
  const queued = outbox.send(message);
  // Whoever writes wants to see it, wherever they were reading; a page that cannot be loaded now does not undo that.
  history.showLatest(message.threadId).catch(() => undefined);
  return queued;
};

/** Puts files into the composer of a thread, or of the replies to a root (`draftKey`), and begins to upload them. */
export const attachFiles = (place: { threadId: string; draftKey: string }, files: readonly File[]): Promise<void> =>
  currentEngine().uploads.add(place, files);

export const pauseUpload = (id: string): void => currentEngine().uploads.pause(id);

/** Goes on with an upload that was paused, or failed. */
export const resumeUpload = (id: string): void => currentEngine().uploads.resume(id);

/** Takes a file out of the composer, and its bytes off the server. */
export const cancelUpload = (id: string): Promise<void> => currentEngine().uploads.cancel(id);

/** Tries a failed message again. */
export const retryPending = (clientId: string): Promise<void> => currentEngine().outbox.retry(clientId);

/** Changes the text of a message that was refused, or never left, and queues it again. */
export const editPending = (clientId: string, body: string): Promise<void> =>
  currentEngine().outbox.edit(clientId, body);

export const discardPending = (clientId: string): Promise<void> => currentEngine().outbox.discard(clientId);

export const editMessage = (messageId: string, body: string): Promise<void> =>
  currentEngine().messages.edit(messageId, body);

export const deleteMessage = (messageId: string, reason?: string): Promise<void> =>
  currentEngine().messages.remove(messageId, reason);

/** Reacts, or takes it back: shown at once, and undone when the server refuses. */
export const setReaction = (messageId: string, emoji: string, on: boolean): Promise<void> =>
  currentEngine().reactions.set(messageId, emoji, on);

/** Everybody who reacted, also where the message names the first hundred only. */
export const fetchReactions = (messageId: string): Promise<ReactionList> =>
  currentEngine().api.query("reactions", { messageId });

/** Pins a message in its thread, or takes the pin down. */
export const setPinned = (messageId: string, pinned: boolean): Promise<void> =>
  currentEngine().pins.set(messageId, pinned);

/** Loads the pinned messages of a thread into the store, for `usePins(threadId)`. */
export const loadPins = (threadId: string): Promise<void> => currentEngine().pins.load(threadId);

/** Keeps a message for later, or no longer. */
export const setSaved = (messageId: string, saved: boolean): Promise<void> =>
  currentEngine().saved.set(messageId, saved);

export const listSaved = (input: QueryInput<"saved"> = {}): Promise<SavedPage> =>
  currentEngine().api.query("saved", input);

/** Takes a deletion back: one's own for ten minutes, a moderator's for 30 days. */
export const restoreMessage = (messageId: string): Promise<void> => currentEngine().messages.bringBack(messageId);

/** Takes what a link leads to away from under its message, for everybody. */
export const removePreview = (messageId: string, previewId: string): Promise<void> =>
  currentEngine().messages.removePreview(messageId, previewId);

/** The texts a message had before. */
export const fetchEdits = (messageId: string): Promise<EditHistory> =>
  currentEngine().api.query("edits", { messageId });

/** How many edits a message had when the person read it first; null where they had not read it. */
export const fetchVersionRead = (threadId: string, messageId: string): Promise<number | null> =>
  currentEngine().edits.versionRead(threadId, messageId);

/** Up to which edit of a message the person has seen, on this device, what changed; 0 = none. */
export const editSeenUpTo = (messageId: string): number => findEngine()?.edits.seenUpTo(messageId) ?? 0;

export const seeEdit = (messageId: string, editCount: number): void => findEngine()?.edits.see(messageId, editCount);

/** Loads all replies under a root into the store, for `useReplies(rootId)`. */
export const fetchReplies = (rootId: string): Promise<void> => currentEngine().history.loadReplies(rootId);

/** Shows a thread: its latest page, the first unread, around a message (`aroundId`) or around a moment (`at`, ISO). */
export const openThread = (threadId: string, where: { aroundId?: string; at?: string } = {}): Promise<void> =>
  currentEngine().history.open(threadId, where);

/** The thread left the screen. */
export const closeThread = (threadId: string): void => {
  // An effect's clean-up can come after the whole chat was stopped.
  findEngine()?.reading.left(threadId);
  findEngine()?.history.close(threadId);
};

export const loadOlder = (threadId: string): Promise<void> => currentEngine().history.loadOlder(threadId);
export const loadNewer = (threadId: string): Promise<void> => currentEngine().history.loadNewer(threadId);
export const jumpToLatest = (threadId: string): Promise<void> => currentEngine().history.jumpToLatest(threadId);

/** Scrolls to a message in its thread, loading around it where needed; resolves with the thread's id. */
export const jumpTo = (messageId: string): Promise<string> => currentEngine().history.jumpTo(messageId);

/** The person sees the thread up to this seq; counts as read while the page is visible and focused (PROTOCOL R3). */
export const reportVisible = (threadId: string, upToSeq: number): void =>
  currentEngine().reading.reportVisible(threadId, upToSeq);

/** Unread starts at this message's seq again; null takes the mark back (PROTOCOL R1). */
export const markUnreadFrom = (threadId: string, fromSeq: number | null): Promise<void> =>
  currentEngine().reading.markUnreadFrom(threadId, fromSeq);

export const markThreadRead = (threadId: string): Promise<void> => currentEngine().reading.markThreadRead(threadId);

/** Marks every thread read and returns what takes it back. */
export const markAllRead = (): Promise<() => Promise<void>> => currentEngine().reading.markAllRead();

export const createThread = (thread: Omit<CommandInput<"thread:create">, "id">): Promise<ThreadEntry> =>
  currentEngine().threads.enter("thread:create", { ...thread, id: newId() });

/** Finds or makes the direct thread with these other people. */
export const openDirect = (userIds: string[]): Promise<ThreadEntry> =>
  currentEngine().threads.enter("thread:direct", { id: newId(), userIds });

export const updateThread = async (threadId: string, change: { name?: string; topic?: string }): Promise<void> => {
  await currentEngine().threads.update({ threadId, ...change });
};

export const archiveThread = async (threadId: string, archived = true): Promise<void> => {
  await currentEngine().command(archived ? "thread:archive" : "thread:unarchive", { threadId });
};

/** Shows the star at once, and takes it back when the server refuses. */
export const starThread = (threadId: string, starred: boolean): Promise<void> =>
  currentEngine().threads.star(threadId, starred);

/** What to be told of in a thread, at once; null follows the preference, NOTHING mutes it. */
export const setThreadLevel = (threadId: string, level: ThreadEntry["level"]): Promise<void> =>
  currentEngine().threads.setLevel(threadId, level);

/** `reason`: asked of who runs the workspace and joins a private thread. */
export const joinThread = (threadId: string, reason?: string): Promise<ThreadEntry> =>
  currentEngine().threads.enter("thread:join", { threadId, ...(reason ? { reason } : {}) });

export const leaveThread = (threadId: string): Promise<void> => currentEngine().threads.leave(threadId);

export const addParticipants = async (
  threadId: string,
  userIds: string[],
  role: "GUEST" | "MEMBER" = "MEMBER",
): Promise<void> => {
  await currentEngine().command("participant:add", { threadId, userIds, role });
};

export const setParticipantRole = async (
  threadId: string,
  userId: string,
  { role }: { role: ThreadRole },
): Promise<void> => {
  await currentEngine().command("participant:role", { threadId, userId, role });
};

export const updateProfile = async (
  change: CommandInput<"profile:update">,
): Promise<CommandOutput<"profile:update">> => {
  const engine = currentEngine();
  const me = await engine.command("profile:update", change);
  engine.update((state) => applyProfile(state, me));
  return me;
};

/** Shows the new preference at once, and takes it back when the server refuses. */
export const updatePreference = (change: Partial<PreferenceView>): Promise<void> =>
  currentEngine().people.updatePreference(change);

/** The person is typing in this thread; said at most every 3 s (PROTOCOL E1). */
export const notifyTyping = (threadId: string): void => currentEngine().typing.notify(threadId);

/** Keeps what is in the composer, on this device; an empty body forgets it. */
export const saveDraft = (threadId: string, draft: { body: string; replyToId: string | null }): void =>
  currentEngine().drafts.save(threadId, draft);

export const fetchNotifications = (): Promise<NotificationPage> => currentEngine().api.query("notifications", {});

/** What is in the bell up to this one counts as seen. */
export const seeNotifications = async (upTo: string): Promise<void> => {
  const engine = currentEngine();
  await engine.command("notification:seen", { upTo });
  engine.update((state) => ({ ...state, bell: state.bell + 1 }));
};

export const browseThreads = (input: { q?: string; after?: string; limit?: number } = {}): Promise<BrowsePage> =>
  currentEngine().api.query("threads", input);

/** The messages of a thread that contain these words, the newest first. */
export const findInThread = (threadId: string, q: string): Promise<FoundMessages> =>
  currentEngine().api.query("find", { threadId, q });

export const searchMessages = (input: QueryInput<"search">): Promise<SearchPage> =>
  currentEngine().api.query("search", input);

export const searchPeople = (input: { q?: string; after?: string; limit?: number } = {}): Promise<PeoplePage> =>
  currentEngine().people.search(input);

/** Ends the session here; ask first while `usePendingCount()` is above 0 (PROTOCOL S7). */
export const signOut = (): Promise<void> => currentEngine().signOut();
