"use client";

import { ThreadLink } from "../../shell/thread-link.tsx";
import { useConversation } from "./conversation-scope.ts";
import { bareTime, fullTime, shortTime } from "./time-text.ts";

type MessageTimeProps = {
  id: string;
  at: string;
  messageId: string | null;
  /** In little room: without AM and PM. */
  bare?: boolean;
  className?: string;
};

/** The short time of a message, the full one on hover; also the way to its own address. */
export function MessageTime({ id, at, messageId, bare = false, className }: MessageTimeProps) {
  const { threadId, timeStyle } = useConversation();
  const time = (
    <time id={id} dateTime={at} title={fullTime(at, timeStyle)}>
      {(bare ? bareTime : shortTime)(at, timeStyle)}
    </time>
  );
  if (!messageId) return <span className={className}>{time}</span>;
  return (
    <ThreadLink threadId={threadId} messageId={messageId} tabIndex={-1} className={className}>
      {time}
    </ThreadLink>
  );
}
