"use client";

import type { ComponentProps, MouseEvent } from "react";
import { showThread, threadPath } from "./navigate.ts";

type ThreadLinkProps = Omit<ComponentProps<"a">, "href"> & { threadId: string; messageId?: string };

/** A real link to a thread or a message; a plain click switches without a round trip to the server. */
export function ThreadLink({ threadId, messageId, onClick, ...rest }: ThreadLinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!plain || event.defaultPrevented) return;
    event.preventDefault();
    showThread(threadId, messageId);
  };
  return <a href={threadPath(threadId, messageId)} onClick={follow} {...rest} />;
}
