"use client";

import { useMemo } from "react";
import { useParticipants } from "../../../lib/client/hooks.ts";
import { useConversation } from "./conversation-scope.ts";

const NAMES: Partial<Record<string, string>> = { OWNER: "Owner", MODERATOR: "Moderator" };

/** Who runs this thread, beside their name. */
export function RoleBadge({ userId }: { userId: string }) {
  const { threadId } = useConversation();
  const participants = useParticipants(threadId);
  const role = useMemo(() => participants?.find((one) => one.userId === userId)?.role, [participants, userId]);
  const name = role && NAMES[role];
  if (!name) return null;
  return (
    <span className="shrink-0 rounded-[5px] bg-accent-soft px-1.5 text-[0.65625rem] leading-4 font-semibold text-accent-text">
      {name}
    </span>
  );
}
