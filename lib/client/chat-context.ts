import { createContext } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { ChatState } from "./state.ts";

export type ChatStore = StoreApi<ChatState>;

/** The one store of the page; `components/chat/chat-provider.tsx` provides it. */
export const ChatContext = createContext<ChatStore | null>(null);
