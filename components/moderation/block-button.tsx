"use client";

import { Ban } from "lucide-react";
import { runOnServer } from "../../lib/client/administration.ts";
import { useBlocks } from "../../lib/client/hooks.ts";
import { attempt } from "../shell/attempt.ts";
import { Button } from "../ui/button.tsx";
import { notifyWithUndo } from "../ui/toast.ts";

/** Blocks somebody, or takes that back. They are not told. */
export function BlockButton({ userId, name }: { userId: string; name: string }) {
  const blocks = useBlocks(userId);
  const unblock = () => void attempt(runOnServer("person:unblock", { userId }));
  const block = async () => {
    const done = await attempt(runOnServer("person:block", { userId }));
    if (done) notifyWithUndo(`${name} is blocked: no direct messages between you.`, unblock);
  };
  return (
    <Button look={blocks ? "secondary" : "quiet"} className="h-9" onClick={() => (blocks ? unblock() : void block())}>
      <Ban aria-hidden="true" className="size-4" /> {blocks ? "Unblock" : "Block"}
    </Button>
  );
}
