import type { Change } from "../contract/events.ts";
import type { MessageView } from "../contract/messages.ts";
import type { ThreadEntry } from "../contract/threads.ts";
import { carryOn, countChange, countCreation, moves, readUpTo, unreadFrom } from "./counting.ts";
import { addRange, isCovered, liveRange } from "./ranges.ts";
import { CLOSED_THREAD_MESSAGES, type ThreadSlice } from "./state.ts";

/** A copy of a slice that one reducer step may write to; nobody else has seen it yet. */
export type SliceDraft = ThreadSlice;

export const draftOf = (slice: ThreadSlice): SliceDraft => ({ ...slice });

/** The place of a message the draft holds. */
export const seqIn = (draft: ThreadSlice) => (id: string) => draft.messages.get(id)!.view.seq;

/** Keeps a view unless a newer one is held (the stream seq at which it was read decides). */
export function holdMessage(draft: SliceDraft, view: MessageView, asOf: number): void {
  const held = draft.messages.get(view.id);
  if (held && held.asOf > asOf) return;
  draft.messages = draft.messages.with({ view, asOf });
  if (view.rootId) holdReply(draft, view.rootId, view);
}

function holdReply(draft: SliceDraft, rootId: string, reply: MessageView): void {
  const known = draft.replies[rootId] ?? [];
  if (known.includes(reply.id)) return;
  const ids = [...known, reply.id].sort((a, b) => seqIn(draft)(a) - seqIn(draft)(b));
  draft.replies = { ...draft.replies, [rootId]: ids };
}

/** The state of the log that a change belongs to: its own seq when live, the head of the answer when caught up. */
type When = { asOf: number; meId: string };

/** Puts one change of a thread's stream into its slice: the one place that knows the kinds (PROTOCOL L6). */
export function putChange(draft: SliceDraft, change: Change, when: When): void {
  switch (change.kind) {
    case "message":
      putMessage(draft, change.message, when);
      break;
    case "participant": {
      const { participant } = change;
      const held = draft.participants[participant.userId];
      if (held && held.asOf > when.asOf) break;
      draft.participants = { ...draft.participants, [participant.userId]: { view: participant, asOf: when.asOf } };
      break;
    }
    case "thread":
      if (draft.threadAsOf > when.asOf) break;
      draft.thread = change.thread;
      draft.threadAsOf = when.asOf;
      if (draft.entry) draft.entry = { ...draft.entry, thread: change.thread };
      break;
    case "entry":
    case "entryGone":
    case "preference":
    case "profile":
    case "notice":
    case "blocks":
    case "saved":
      // Facts of one person: they ride on that person's stream.
      break;
  }
}

function putMessage(draft: SliceDraft, view: MessageView, when: When): void {
  const held = draft.messages.get(view.id);
  const isCreation = view.seq > draft.seq;
  // What a page read ahead holds is not what was counted: the stream has not come that far.
  const before = !isCreation && held && held.asOf <= draft.seq ? held.view : null;
  // A page read ahead may know better than the event what became of a message.
  const after = held && held.asOf > when.asOf ? held.view : view;
  if (moves(before, after, when.meId)) draft.doubtSeq = Math.max(draft.doubtSeq, when.asOf);
  if (draft.entry && when.asOf > draft.entry.head) {
    if (isCreation && view.seq > draft.entry.head) draft.entry = countCreation(draft.entry, after, when.meId);
    else countLaterChange(draft, draft.entry, { before, after, meId: when.meId });
  }
  holdMessage(draft, view, when.asOf);
  if (isCreation) placeCreation(draft, view);
}

/** PROTOCOL R2, for a change that came after the entry's counts were read or last carried on. */
function countLaterChange(
  draft: SliceDraft,
  entry: ThreadEntry,
  { before, after, meId }: { before: MessageView | null; after: MessageView; meId: string },
): void {
  // The counts hold the message as it was at the entry's head: only if that is what is held here can they follow.
  const counted = entry.head <= draft.seq ? before : null;
  if (after.seq < unreadFrom(entry) || !moves(counted, after, meId)) return;
  if (counted) draft.entry = countChange(entry, { before: counted, after, meId });
  else draft.stale = true;
}

/** Everything up to a message's own seq is known once it comes in order: the live range reaches it. */
function placeCreation(draft: SliceDraft, { id, seq }: MessageView): void {
  if (draft.ranges.some((range) => range.to >= seq && range.from <= seq && range.ids.includes(id))) return;
  const live = liveRange(draft.ranges, draft.seq);
  draft.ranges = addRange(draft.ranges, { from: live.to + 1, to: Math.max(live.to, seq), ids: [id] }, seqIn(draft));
}

/** The stream is applied up to `seq`: the live range reaches there, and what waited for its place has it. */
export function moveTo(draft: SliceDraft, seq: number): void {
  const live = liveRange(draft.ranges, draft.seq);
  if (live.to < seq) {
    draft.ranges = addRange(draft.ranges, { from: live.to + 1, to: seq, ids: [] }, seqIn(draft));
  }
  draft.seq = seq;
  draft.seen = Math.max(draft.seen, seq);
  if (draft.entry && draft.entry.head < seq) draft.entry = { ...draft.entry, head: seq };
  settleFloating(draft);
  if (!draft.open) forgetOld(draft);
}

/** Sent messages whose place is loaded by now need no place of their own. */
export function settleFloating(draft: SliceDraft): void {
  if (draft.floating.length === 0) return;
  const waiting = draft.floating.filter((id) => draft.messages.get(id) && !isCovered(draft.ranges, seqIn(draft)(id)));
  if (waiting.length < draft.floating.length) draft.floating = waiting;
}

/** A thread that nobody looks at keeps its last messages and no more, however busy it is. */
export function forgetOld(draft: SliceDraft): void {
  const live = liveRange(draft.ranges, draft.seq);
  const kept = live.ids.slice(-CLOSED_THREAD_MESSAGES);
  const keep = new Set([...kept, ...draft.floating.slice(-CLOSED_THREAD_MESSAGES)]);
  const isWhole = draft.ranges.length === 1 && kept.length === live.ids.length;
  let forgotten = draft.forgottenSeq;
  const dropped = draft.messages.values().filter(({ view }) => !keep.has(view.id));
  for (const { asOf } of dropped) forgotten = Math.max(forgotten, asOf);
  draft.messages = draft.messages.without(dropped.map(({ view }) => view.id));
  if (!draft.participantsLoaded) {
    for (const { asOf } of Object.values(draft.participants)) forgotten = Math.max(forgotten, asOf);
    draft.participants = {};
  }
  if (isWhole && forgotten === draft.forgottenSeq) return;
  const from = kept.length === live.ids.length ? live.from : seqIn(draft)(kept[0]!);
  draft.ranges = [{ from, to: live.to, ids: kept }];
  draft.replies = {};
  draft.repliesLoaded = {};
  draft.viewSeq = null;
  draft.forgottenSeq = forgotten;
}

/** Takes the person's own entry as the server counted it, carried on to where the stream is (PROTOCOL R2). */
export function putEntry(draft: SliceDraft, entry: ThreadEntry, { asOf, meId }: { asOf: number; meId: string }): void {
  const carried = carryOn(draft, entry, meId);
  draft.entryAsOf = Math.max(draft.entryAsOf, asOf);
  draft.stale = !carried.exact;
  draft.seen = Math.max(draft.seen, entry.head);
  if (entry.head >= draft.threadAsOf) {
    draft.thread = entry.thread;
    draft.threadAsOf = entry.head;
  }
  const isReadFurther = draft.readLocally > carried.entry.lastReadSeq;
  const settled = isReadFurther ? readUpTo(draft, carried.entry, { upTo: draft.readLocally, meId }) : carried.entry;
  draft.entry = { ...settled, thread: draft.thread ?? entry.thread };
}
