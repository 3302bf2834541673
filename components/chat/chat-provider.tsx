"use client";

import { type ReactNode, useLayoutEffect, useState } from "react";
import { ChatContext } from "../../lib/client/chat-context.ts";
import { type Chat, type ChatOptions, createChat } from "../../lib/client/start.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";

type ChatProviderProps = {
  home: HomeView;
  doors: ChatOptions["doors"];
  getToken: ChatOptions["getToken"];
  signOut: ChatOptions["signOut"];
  children: ReactNode;
};

/** Creates the page's one store from what it was rendered with, and keeps it live while it is on screen. */
export function ChatProvider({ home, doors, getToken, signOut, children }: ChatProviderProps) {
  const [chat] = useState(() =>
    createChat({ home, doors, getToken, signOut, origin: typeof window === "undefined" ? "" : window.location.origin }),
  );

  return (
    <ChatContext.Provider value={chat.store}>
      <ChatRunner chat={chat} />
      {children}
    </ChatContext.Provider>
  );
}

/** Runs the chat. Comes before its siblings, whose effects call actions, because effects run in the order of the tree. */
function ChatRunner({ chat }: { chat: Chat }) {
  useLayoutEffect(() => {
    chat.start();
    return chat.stop;
  }, [chat]);
  return null;
}
