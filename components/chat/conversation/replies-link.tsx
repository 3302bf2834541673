"use client";

import { usePerson } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { openReplies } from "../../shell/shell-state.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { useConversation } from "./conversation-scope.ts";
import { atTimeOrDate } from "./time-text.ts";

function Replier({ id }: { id: string }) {
  const person = usePerson(id);
  return (
    <Avatar
      id={id}
      name={person?.displayName ?? "?"}
      url={person?.avatarUrl ?? null}
      size={20}
      className="-ml-1.5 shadow-[0_0_0_2px_var(--bg)] first:ml-0"
    />
  );
}

/** `3 replies, last at 09:52`: opens them in the panel. */
export function RepliesLink({ message }: { message: MessageView }) {
  const { timeStyle } = useConversation();
  const { replyCount, lastReplyAt, replierIds } = message;
  return (
    <button
      type="button"
      onClick={() => openReplies(message.id)}
      className="mt-1 -ml-1 flex min-h-6 items-center gap-1.5 rounded-sm px-1 text-sm font-[570] text-accent-text hover:underline max-md:min-h-9"
    >
      <span className="flex">
        {replierIds.map((id) => (
          <Replier key={id} id={id} />
        ))}
      </span>
      {replyCount === 1 ? "1 reply" : `${replyCount} replies`}
      {lastReplyAt && (
        <span className="text-xs font-normal text-text-3">last {atTimeOrDate(lastReplyAt, new Date(), timeStyle)}</span>
      )}
    </button>
  );
}
