"use client";

import { useAuth } from "@clerk/nextjs";
import { type ReactNode, useCallback } from "react";
import type { DoorAddresses } from "../../lib/contract/door-addresses.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { useSignOut } from "../auth/sign-out.ts";
import { ChatProvider } from "../chat/chat-provider.tsx";

type SignedInProps = { home: HomeView; doors: DoorAddresses; children: ReactNode };

/** Gives the chat its session: Clerk's tokens, and the way out. */
export function SignedIn({ home, doors, children }: SignedInProps) {
  const { getToken } = useAuth();
  const signOut = useSignOut();
  const token = useCallback((options?: { skipCache?: boolean }) => getToken(options), [getToken]);
  return (
    <ChatProvider home={home} doors={doors} getToken={token} signOut={signOut}>
      {children}
    </ChatProvider>
  );
}
