"use client";

import { useThreadHelper } from "../use-thread-helper.ts";
import { startDirect } from "../thread-actions.ts";
import type { ThreadRole } from "../../../lib/contract/roles.ts";

type HelperLineProps = { threadId: string /** The least role that helps. */; role?: ThreadRole | null };

/** Who could do it instead, and a way to ask them: `Bo is one. Ask Bo`. */
export function HelperLine({ threadId, role = "MODERATOR" }: HelperLineProps) {
  const helper = useThreadHelper(threadId, role);
  if (!helper) return null;
  return (
    <>
      {helper.firstName} is one.{" "}
      <button
        type="button"
        onClick={() => void startDirect([helper.userId])}
        className="rounded-sm font-medium text-accent-text hover:underline"
      >
        Ask {helper.firstName}
      </button>
    </>
  );
}
