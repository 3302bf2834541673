"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import type { DoorAddresses } from "../../lib/contract/door-addresses.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { loadClerk, sessionToken, signOut } from "../auth/clerk-session.ts";
import { ChatProvider } from "../chat/chat-provider.tsx";

type SignedInProps = { home: HomeView; doors: DoorAddresses; children: ReactNode };

/** Gives the chat its session: Clerk's tokens, and the way out. */
export function SignedIn({ home, doors, children }: SignedInProps) {
  useSessionEnd();
  return (
    <ChatProvider home={home} doors={doors} getToken={sessionToken} signOut={signOut}>
      {children}
    </ChatProvider>
  );
}

/** A session that ends elsewhere, in another tab say, ends here: the server, asked again, shows the way in. */
function useSessionEnd() {
  const router = useRouter();
  useEffect(() => {
    let isOver = false;
    let unsubscribe = () => {};
    loadClerk().then(
      (clerk) => {
        if (isOver) return;
        let wasThere = Boolean(clerk.session);
        unsubscribe = clerk.addListener(({ session }) => {
          if (wasThere && session === null) router.refresh();
          wasThere = Boolean(session);
        });
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      unsubscribe();
    };
  }, [router]);
}
