"use client";

import { useThread } from "../../../lib/client/hooks.ts";
import { useThreadTitle } from "../../people/person-names.ts";

/** What stands above the first message of a thread; its room does not depend on its words. */
export function ThreadBeginning({ threadId }: { threadId: string }) {
  const thread = useThread(threadId);
  const title = useThreadTitle(threadId);
  const isDirect = thread?.kind === "DM" || thread?.kind === "GROUP_DM";
  return (
    <div className="absolute inset-x-0 top-0 flex h-[132px] flex-col justify-end gap-1 overflow-hidden px-5 pb-3 max-md:px-4">
      <p className="truncate text-xl font-[650] tracking-[-0.01em]">{isDirect ? title : `# ${title}`}</p>
      <p className="line-clamp-2 text-sm text-text-3">
        {isDirect
          ? "Only the people in here can read this. Say hello."
          : thread?.topic || "This is the very beginning. Say what this thread is for, and who should be in it."}
      </p>
    </div>
  );
}
