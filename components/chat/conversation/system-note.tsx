"use client";

import type { ReactNode } from "react";
import { usePerson } from "../../../lib/client/hooks.ts";
import type { SystemNote } from "../../../lib/contract/messages.ts";
import { duration } from "../../../lib/policy/phrases.ts";
import { useConversation } from "./conversation-scope.ts";

function Name({ id }: { id: string }) {
  return <b className="font-semibold text-text-2">{usePerson(id)?.displayName ?? "Somebody"}</b>;
}

/** The way to the message that was pinned. */
function PinnedPlace({ messageId }: { messageId: string }) {
  const { jumpTo } = useConversation();
  return (
    <button type="button" onClick={() => jumpTo(messageId)} className="text-accent-text hover:underline">
      a message
    </button>
  );
}

function sentence(note: SystemNote, actorId: string): ReactNode {
  const actor = <Name id={actorId} />;
  const who = "userId" in note ? <Name id={note.userId} /> : null;
  switch (note.type) {
    case "created":
      return <>{actor} created this thread</>;
    case "joined":
      return note.reason ? (
        <>
          {who}, who runs this workspace, joined: <q>{note.reason}</q>
        </>
      ) : (
        <>{who} joined</>
      );
    case "left":
      return <>{who} left</>;
    case "added":
      return (
        <>
          {actor} added {who}
        </>
      );
    case "removed":
      return (
        <>
          {actor} removed {who}
        </>
      );
    case "renamed":
      return (
        <>
          {actor} renamed this thread from <q>{note.from}</q> to <q>{note.to}</q>
        </>
      );
    case "archived":
      return <>{actor} archived this thread</>;
    case "unarchived":
      return <>{actor} brought this thread back</>;
    case "banned":
      return (
        <>
          {actor} banned {who}
        </>
      );
    case "locked":
      return <>{actor} locked this thread: only moderators post</>;
    case "unlocked":
      return <>{actor} unlocked this thread</>;
    case "restored":
      return <>{actor} restored this thread after its deletion</>;
    case "announcement":
      return note.on ? (
        <>{actor} made this an announcement thread: only moderators post</>
      ) : (
        <>{actor} opened this thread to everybody&apos;s messages</>
      );
    case "pinned":
      return (
        <>
          {actor} pinned <PinnedPlace messageId={note.messageId} />
        </>
      );
    case "slowMode":
      return note.seconds > 0 ? (
        <>
          {actor} turned slow mode on: one message every {duration(note.seconds * 1000)}
        </>
      ) : (
        <>{actor} turned slow mode off</>
      );
  }
}

/** What Confab itself says about the thread, as a sentence. */
export function SystemSentence({ note, actorId }: { note: SystemNote; actorId: string }) {
  return <span className="text-sm text-text-3">{sentence(note, actorId)}</span>;
}
