import type { Change, ServerEvent } from "../../../lib/contract/events.ts";
import { threadStream, userStream } from "../../../lib/contract/ids.ts";
import type { MessagePage, MessageView } from "../../../lib/contract/messages.ts";
import type { ParticipantList, ParticipantView } from "../../../lib/contract/participants.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import { DEFAULT_PREFERENCE } from "../../../lib/contract/preferences.ts";
import type { SyncAnswer, SyncInput, ThreadSync } from "../../../lib/contract/sync.ts";
import type { ThreadDetails, ThreadEntry, ThreadView } from "../../../lib/contract/threads.ts";
import type { HomeView } from "../../../lib/contract/workspace.ts";

/** More changes than this are `limited`; small, so that short histories reach it. */
export const LIMIT = 40;

let made = 0;
export const testId = (): string => {
  made += 1;
  return `0195a000-0000-7000-8000-${made.toString(16).padStart(12, "0")}`;
};
const at = (seq: number) => new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString();

export const person = (id: string, displayName: string): PersonView => ({
  id,
  username: null,
  displayName,
  avatarUrl: null,
  bio: "",
  title: "",
  pronouns: "",
  timeZone: null,
  statusEmoji: null,
  statusText: "",
  statusUntil: null,
  role: "MEMBER",
  status: "ACTIVE",
  lastSeenAt: null,
});

type Logged = { seq: number; kind: "message" | "participant" | "thread"; subjectId: string };
type ModelThread = {
  view: ThreadView;
  head: number;
  messages: MessageView[];
  log: Logged[];
  participants: Map<string, ParticipantView>;
  /** Mine. */
  isMember: boolean;
  joinedSeq: number;
  lastReadSeq: number;
  markedUnreadSeq: number | null;
  starred: boolean;
};

export const ADA = testId();
export const BO = testId();
export const CY = testId();

/** What a server knows, by the rules of PROTOCOL, seen by Ada. Commands return the live events they publish. */
export class ModelServer {
  readonly threads = new Map<string, ModelThread>();
  userHead = 0;
  userLog: { seq: number; threadId: string | null }[] = [];
  preference = DEFAULT_PREFERENCE;

  addThread(kind: ThreadView["kind"] = "PUBLIC"): string {
    const id = testId();
    const view: ThreadView = {
      id,
      kind,
      state: "OPEN",
      name: `thread ${this.threads.size}`,
      topic: "",
      icon: null,
      announcement: false,
      slowModeSeconds: 0,
      editWindowSeconds: null,
      linkPreviews: true,
      overrides: [],
      memberCount: 3,
      createdById: BO,
      createdAt: at(0),
      version: 1,
    };
    const participants = new Map([ADA, BO, CY].map((userId) => [userId, participantOf(id, userId)]));
    this.threads.set(id, {
      view,
      head: 0,
      messages: [],
      log: [],
      participants,
      isMember: true,
      joinedSeq: 0,
      lastReadSeq: 0,
      markedUnreadSeq: null,
      starred: false,
    });
    return id;
  }

  get(threadId: string): ModelThread {
    return this.threads.get(threadId)!;
  }

  send(threadId: string, message: Partial<MessageView> & { authorId: string }): ServerEvent[] {
    const thread = this.get(threadId);
    const seq = (thread.head += 1);
    const view: MessageView = {
      id: testId(),
      threadId,
      seq,
      clientId: testId(),
      kind: "PERSON",
      body: `text ${seq}`,
      system: null,
      replyToId: null,
      rootId: null,
      replyCount: 0,
      lastReplyAt: null,
      replierIds: [],
      mentions: [],
      mentionsEveryone: false,
      reactions: [],
      pin: null,
      editCount: 0,
      editedAt: null,
      deletedAt: null,
      deletedById: null,
      createdAt: at(seq),
      attachments: [],
      previews: [],
      forward: null,
      ...message,
    };
    thread.messages.push(view);
    if (view.authorId === ADA && view.kind === "PERSON") {
      thread.lastReadSeq = seq;
      thread.markedUnreadSeq = null;
    }
    const events = this.#toThread(threadId, seq, { kind: "message", message: view });
    return view.rootId ? [...events, ...this.change(threadId, view.rootId, { replyCount: 1 })] : events;
  }

  /** Any later change of a message. */
  change(threadId: string, messageId: string, change: Partial<MessageView>): ServerEvent[] {
    const thread = this.get(threadId);
    const place = thread.messages.findIndex(({ id }) => id === messageId);
    const message = { ...thread.messages[place]!, ...change };
    thread.messages[place] = message;
    const seq = this.#log(thread, "message", messageId);
    return this.#toThread(threadId, seq, { kind: "message", message });
  }

  rename(threadId: string): ServerEvent[] {
    const thread = this.get(threadId);
    thread.view = { ...thread.view, version: thread.view.version + 1, name: `name ${thread.head}` };
    const seq = this.#log(thread, "thread", threadId);
    return this.#toThread(threadId, seq, { kind: "thread", thread: thread.view });
  }

  changeRole(threadId: string, userId: string): ServerEvent[] {
    const thread = this.get(threadId);
    const known = thread.participants.get(userId)!;
    const participant: ParticipantView = { ...known, role: known.role === "MEMBER" ? "MODERATOR" : "MEMBER" };
    thread.participants.set(userId, participant);
    const seq = this.#log(thread, "participant", userId);
    return this.#toThread(threadId, seq, { kind: "participant", participant });
  }

  /** A change this person may not see: their sequence stays dense. */
  hidden(threadId: string): ServerEvent[] {
    const thread = this.get(threadId);
    const seq = this.#log(thread, "participant", CY);
    return thread.isMember ? [{ stream: threadStream(threadId), seq }] : [];
  }

  read(threadId: string, upToSeq: number): ServerEvent[] {
    const thread = this.get(threadId);
    const place = Math.min(upToSeq, thread.head);
    if (!thread.isMember || place < thread.lastReadSeq) return [];
    thread.lastReadSeq = place;
    thread.markedUnreadSeq = null;
    return this.#entryChanged(threadId);
  }

  markUnread(threadId: string, fromSeq: number): ServerEvent[] {
    const thread = this.get(threadId);
    if (!thread.isMember) return [];
    thread.markedUnreadSeq = fromSeq;
    return this.#entryChanged(threadId);
  }

  star(threadId: string): ServerEvent[] {
    const thread = this.get(threadId);
    if (!thread.isMember) return [];
    thread.starred = !thread.starred;
    return this.#entryChanged(threadId);
  }

  leave(threadId: string): ServerEvent[] {
    const thread = this.get(threadId);
    if (!thread.isMember) return [];
    thread.isMember = false;
    return this.#entryChanged(threadId);
  }

  join(threadId: string): ServerEvent[] {
    const thread = this.get(threadId);
    if (thread.isMember) return [];
    Object.assign(thread, { isMember: true, lastReadSeq: thread.head, markedUnreadSeq: null, starred: false });
    return this.#entryChanged(threadId);
  }

  /** PROTOCOL R2, recounted. */
  entry(threadId: string): ThreadEntry | null {
    const { view, head, messages, isMember, joinedSeq, lastReadSeq, markedUnreadSeq, starred } = this.get(threadId);
    if (!isMember) return null;
    const from = Math.max(Math.min(lastReadSeq + 1, markedUnreadSeq ?? lastReadSeq + 1), joinedSeq + 1);
    const unread = messages.filter(
      ({ seq, authorId, deletedAt, kind }) => seq >= from && authorId !== ADA && !deletedAt && kind !== "SYSTEM",
    );
    return {
      threadId,
      thread: view,
      head,
      lastMessageSeq: messages.at(-1)?.seq ?? 0,
      lastMessageAt: messages.at(-1)?.createdAt ?? null,
      role: "MEMBER",
      status: "ACTIVE",
      joinedSeq,
      lastReadSeq,
      markedUnreadSeq,
      unread: unread.length,
      mentions: unread.filter(({ mentions, mentionsEveryone }) => mentionsEveryone || mentions.includes(ADA)).length,
      level: null,
      starred,
      hiddenSeq: null,
      mutedUntil: null,
      mutedById: null,
      muteReason: null,
      override: { allow: [], deny: [] },
      memberIds: [],
    };
  }

  home(): HomeView {
    return {
      workspace: { name: "Model" },
      me: person(ADA, "Ada"),
      userHead: this.userHead,
      entries: [...this.threads.keys()].map((id) => this.entry(id)).filter((entry) => entry !== null),
      preference: this.preference,
      notices: [],
      blockedIds: [],
      savedIds: [],
      emoji: [],
      groups: [],
      people: [person(BO, "Bo"), person(CY, "Cy")],
    };
  }

  details(threadId: string): ThreadDetails {
    const { view, head } = this.get(threadId);
    return { thread: view, head, entry: this.entry(threadId) };
  }

  participants(threadId: string): ParticipantList {
    const { participants, head } = this.get(threadId);
    return { participants: [...participants.values()], head };
  }

  page(
    threadId: string,
    { before, after, around }: { before?: number; after?: number; around?: number } = {},
    limit = 6,
  ) {
    const { messages, head } = this.get(threadId);
    const older = (upTo: number) => messages.filter(({ seq }) => seq <= upTo);
    const newer = (from: number) => messages.filter(({ seq }) => seq >= from);
    const rows =
      after !== undefined
        ? newer(after + 1).slice(0, limit)
        : around !== undefined
          ? [...older(around).slice(-limit / 2), ...newer(around + 1).slice(0, limit / 2)]
          : older(before === undefined ? head : before - 1).slice(-limit);
    const first = rows[0]?.seq ?? (after === undefined ? 0 : after + 1);
    const last = rows.at(-1)?.seq ?? (before === undefined ? head : before - 1);
    const page: MessagePage = {
      messages: rows,
      quotes: messages.filter(
        ({ id }) => rows.some(({ replyToId }) => replyToId === id) && !rows.some((row) => row.id === id),
      ),
      head,
      hasOlder: messages.some(({ seq }) => seq < first),
      hasNewer: messages.some(({ seq }) => seq > last),
      targetId: null,
    };
    return page;
  }

  heads() {
    const threads = [...this.threads]
      .filter(([, { isMember }]) => isMember)
      .map(([id, { head }]) => [id, head] as const);
    return { user: this.userHead, threads: Object.fromEntries(threads) };
  }

  sync(asked: SyncInput): SyncAnswer {
    const threads = Object.entries(asked.threads).map(([id, cursor]) => [id, this.#syncThread(id, cursor)] as const);
    const changed = this.userLog.filter(({ seq }) => seq > asked.user);
    const subjects = [...new Set(changed.map(({ threadId }) => threadId))];
    const user =
      changed.length > LIMIT
        ? { limited: true as const, head: this.userHead }
        : { changes: subjects.map((threadId) => this.#userChange(threadId)), head: this.userHead };
    return { user, threads: Object.fromEntries(threads) };
  }

  #syncThread(threadId: string, cursor: number): ThreadSync {
    const { head, messages, log, view, participants, isMember } = this.get(threadId);
    if (!isMember && view.kind === "PRIVATE") return { gone: true };
    if (head - cursor > LIMIT || cursor > head) return { limited: true, head, latestPage: this.page(threadId) };
    const changes = new Map<string, Change>();
    for (const message of messages) if (message.seq > cursor) changes.set(message.id, { kind: "message", message });
    for (const { seq, kind, subjectId } of log) {
      if (seq <= cursor) continue;
      if (kind === "message") changes.set(subjectId, { kind, message: messages.find(({ id }) => id === subjectId)! });
      else if (kind === "thread") changes.set(subjectId, { kind, thread: view });
      else changes.set(subjectId, { kind, participant: participants.get(subjectId)! });
    }
    return { changes: [...changes.values()].reverse(), head };
  }

  #userChange(threadId: string | null): Change {
    if (threadId === null) return { kind: "preference", preference: this.preference };
    const entry = this.entry(threadId);
    return entry ? { kind: "entry", entry } : { kind: "entryGone", threadId };
  }

  #entryChanged(threadId: string): ServerEvent[] {
    const seq = (this.userHead += 1);
    this.userLog.push({ seq, threadId });
    return [{ stream: userStream(ADA), seq, change: this.#userChange(threadId) }];
  }

  #log(thread: ModelThread, kind: Logged["kind"], subjectId: string): number {
    const seq = (thread.head += 1);
    thread.log.push({ seq, kind, subjectId });
    return seq;
  }

  /** Only members are in the room (PROTOCOL F1). */
  #toThread(threadId: string, seq: number, change: Change): ServerEvent[] {
    return this.get(threadId).isMember ? [{ stream: threadStream(threadId), seq, change }] : [];
  }
}

const participantOf = (threadId: string, userId: string): ParticipantView => ({
  threadId,
  userId,
  role: "MEMBER",
  status: "ACTIVE",
  mutedUntil: null,
  override: { allow: [], deny: [] },
  joinedAt: at(0),
});
