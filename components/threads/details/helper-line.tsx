"use client";

import { useMe, useParticipants, usePerson } from "../../../lib/client/hooks.ts";
import { startDirect } from "../thread-actions.ts";

type HelperLineProps = { threadId: string /** The least role that helps. */; role?: "OWNER" | "MODERATOR" };

/** Who could do it instead, and a way to ask them: `Bo is one. Ask Bo`. */
export function HelperLine({ threadId, role: least = "MODERATOR" }: HelperLineProps) {
  const me = useMe();
  const participants = useParticipants(threadId) ?? [];
  const able = participants.filter(({ userId, role }) => userId !== me.id && (role === "OWNER" || role === least));
  const helper = usePerson((able.find(({ role }) => role === "MODERATOR") ?? able[0])?.userId);
  const firstName = helper?.displayName.split(" ")[0];
  if (!helper || !firstName) return null;
  return (
    <>
      {firstName} is one.{" "}
      <button
        type="button"
        onClick={() => void startDirect([helper.id])}
        className="rounded-sm font-medium text-accent-text hover:underline"
      >
        Ask {firstName}
      </button>
    </>
  );
}
