"use client";

import type { MessageView } from "../../../lib/contract/messages.ts";
import { filesCount, filesText } from "./files/files-text.ts";
import { useOneLine } from "./one-line.ts";

/** What a message says in one line: its own words, then those it passes on; empty where it has none. */
export function useMessageWords(message: MessageView | null, maxLength?: number): string {
  const own = useOneLine(message?.body ?? null, maxLength);
  const forward = message?.forward ?? null;
  const forwarded = useOneLine(forward?.body ?? null, maxLength);
  if (!forward) return own;
  const passedOn = forward.body === null ? "deleted by a moderator" : forwarded || filesCount(forward.files);
  return [own, `Forwarded: ${passedOn}`].filter(Boolean).join(" ");
}

/** A message in one line, wherever only a line is: its words, else its files, else that it was deleted. */
export function useMessageLine(message: MessageView | null, maxLength?: number): string {
  const words = useMessageWords(message, maxLength);
  if (!message) return "…";
  return message.deletedAt === null ? words || filesText(message.attachments) : "Message deleted";
}
