"use client";

import { LockKeyhole } from "lucide-react";
import type { ErrorCode } from "../../lib/contract/error-status.ts";
import { signOut } from "../auth/clerk-session.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

const REASONS: Partial<Record<ErrorCode, { title: string; text: string }>> = {
  ACCOUNT_SUSPENDED: {
    title: "This account is suspended",
    text: "A workspace admin can restore it. Until then its messages stay, and nobody can sign in with it.",
  },
  SIGN_UP_CLOSED: {
    title: "You are not invited yet",
    text: "This workspace takes people in by invitation. Ask an admin for a link, then open it in this browser.",
  },
};

/** For somebody who is signed in and whom the workspace does not let in. */
export function NotAdmitted({ code }: { code: ErrorCode }) {
  const { title, text } = REASONS[code] ?? {
    title: "You cannot be let in right now",
    text: "The server could not find out who you are. Try again in a moment.",
  };
  return (
    <main className="grid min-h-dvh place-items-center bg-bg text-text">
      <EmptyState
        icon={<LockKeyhole />}
        title={title}
        actions={
          <>
            <Button onClick={() => location.reload()}>Try again</Button>
            <Button onClick={() => void signOut()}>Sign out</Button>
          </>
        }
      >
        {text}
      </EmptyState>
    </main>
  );
}
