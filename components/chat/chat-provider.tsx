"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
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
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } }),
  );

  // Clerk's functions change their identity between renders; the chat asks the present ones.
  useEffect(() => chat.setSession({ getToken, signOut }), [chat, getToken, signOut]);

  return (
    <QueryClientProvider client={queries}>
      <ChatContext.Provider value={chat.store}>
        <ChatRunner chat={chat} />
        {children}
      </ChatContext.Provider>
    </QueryClientProvider>
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
