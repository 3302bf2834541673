"use client";

import { useCallback } from "react";
import { useEntry, useMe, useThread } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { askPolicy } from "./ask-policy.ts";

export type MessageRights = { reply: boolean; edit: boolean; delete: boolean; isMember: boolean };

/** Answers what the person may do with a message of this thread, as far as the browser knows. */
export function useMessageRights(threadId: string): (message: MessageView) => MessageRights {
  const me = useMe();
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  return useCallback(
    (message) => {
      const isMember = entry !== null;
      if (!thread || message.system || message.deletedAt !== null) {
        return { reply: false, edit: false, delete: false, isMember };
      }
      const view = { me, thread, entry, now: Date.now() };
      return {
        reply: askPolicy("message.reply", view, message).allow,
        edit: message.authorId === me.id && askPolicy("message.edit", view, message).allow,
        delete: askPolicy("message.delete", view, message).allow,
        isMember,
      };
    },
    [me, thread, entry],
  );
}
