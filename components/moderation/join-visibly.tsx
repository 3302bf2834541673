"use client";

import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import { joinThread } from "../../lib/client/actions.ts";
import { useThread } from "../../lib/client/hooks.ts";
import { LazyPart } from "../shell/lazy-part.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** For who runs the workspace, before a private thread: its content is its members' until one joins, in their sight. */
export function JoinVisibly({ threadId }: { threadId: string }) {
  const name = useThread(threadId)?.name ?? "this thread";
  const [asking, setAsking] = useState(false);
  return (
    <>
      <EmptyState
        icon={<LockKeyhole />}
        title="You are not in this thread"
        actions={
          <Button look="primary" onClick={() => setAsking(true)}>
            Join…
          </Button>
        }
      >
        You run the workspace, so you see its name and members. To read it, join: its members will see that you did, and
        why.
      </EmptyState>
      {asking && (
        <LazyPart
          name="reason"
          props={{
            title: `Join ${name}`,
            description: "Everybody in the thread sees that you joined.",
            confirm: "Join",
            danger: false,
            hint: "The members read it in the thread; it is kept in the audit log.",
            onConfirm: (reason) => joinThread(threadId, reason),
            onClose: () => setAsking(false),
          }}
        />
      )}
    </>
  );
}
