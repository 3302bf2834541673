"use client";

import { Trash2 } from "lucide-react";
import { openThread } from "../../lib/client/actions.ts";
import { runOnServer } from "../../lib/client/administration.ts";
import { attempt } from "../shell/attempt.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** In place of a deleted thread, for those who were in it: its owner gets it back here, the others are told who could. */
export function DeletedThread({ threadId }: { threadId: string }) {
  const restore = () => attempt(runOnServer("thread:restore", { threadId }).then(() => openThread(threadId)));
  return (
    <EmptyState
      icon={<Trash2 />}
      title="This thread was deleted"
      actions={<Button onClick={() => void restore()}>Restore it</Button>}
    >
      Its owners and the workspace&apos;s admins can restore it within 30 days. Then it is gone with everything in it.
    </EmptyState>
  );
}
