"use client";

import { useEffect, useRef, useState } from "react";
import { type Timeline, useMessage, usePerson, usePreference } from "../../../lib/client/hooks.ts";
import { useConversation } from "./conversation-scope.ts";
import { filesText } from "./files/files-text.ts";
import { useMessageWords } from "./message-words.ts";

/** What arrives within this time is said in one go. */
const BATCH_MS = 1_000;
/** More than this many at once are counted, not read. */
const READ_OUT = 4;
const WORDS_MAX = 200;

function Announcement({ messageId, onlyMentions }: { messageId: string; onlyMentions: boolean }) {
  const { meId } = useConversation();
  const message = useMessage(messageId);
  const author = usePerson(message?.authorId);
  const text = useMessageWords(message, WORDS_MAX);
  if (!message || message.body === null) return null;
  if (onlyMentions && !message.mentions.includes(meId) && !message.mentionsEveryone) return null;
  return (
    <p>
      {author?.displayName ?? "Somebody"}: {[text, filesText(message.attachments)].filter(Boolean).join(", ")}
    </p>
  );
}

/** Messages of others that came since the thread was opened, by and by, in the order in which they came. */
function useArrived(timeline: Timeline, meId: string): readonly string[] {
  const [said, setSaid] = useState<readonly string[]>([]);
  const waiting = useRef<string[]>([]);
  const upTo = useRef<number | null>(null);
  const { rows, hasNewer, status } = timeline;

  useEffect(() => {
    if (status !== "ready" || hasNewer) return;
    const newest = rows.findLast((row) => row.kind === "message")?.seq ?? 0;
    if (upTo.current === null) upTo.current = newest;
    const since = upTo.current;
    for (const row of rows.slice(-50)) {
      if (row.kind === "message" && row.seq > since && row.authorId !== meId && !row.system)
        waiting.current.push(row.id);
    }
    upTo.current = Math.max(since, newest);
  }, [rows, hasNewer, status, meId]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (waiting.current.length === 0) return;
      setSaid(waiting.current);
      waiting.current = [];
    }, BATCH_MS);
    return () => clearInterval(timer);
  }, []);
  return said;
}

/** Reads new messages aloud, author first, and nothing else: the list itself is silent. */
export function Announcer({ timeline }: { timeline: Timeline }) {
  const { meId } = useConversation();
  const { announceVerbosity } = usePreference();
  const arrived = useArrived(timeline, meId);
  if (announceVerbosity === "off") return null;
  const read = arrived.slice(-READ_OUT);
  const more = arrived.length - read.length;
  return (
    <div aria-live="polite" aria-atomic="false" data-announcer="" className="sr-only">
      {more > 0 && announceVerbosity === "all" && <p>{more} more messages</p>}
      {read.map((id) => (
        <Announcement key={id} messageId={id} onlyMentions={announceVerbosity === "mentions"} />
      ))}
    </div>
  );
}
