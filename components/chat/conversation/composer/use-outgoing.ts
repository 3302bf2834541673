"use client";

import { useCallback } from "react";
import {
  editMessage,
  jumpToLatest,
  leaveThread,
  sendMessage,
  starThread,
  updateThread,
} from "../../../../lib/client/actions.ts";
import { useEntry } from "../../../../lib/client/hooks.ts";
import { useChatStore } from "../../../people/person-names.ts";
import { failureText } from "../../../shell/attempt.ts";
import { notify, notifyFailure } from "../../../ui/toast.ts";
import { useConversation, type Writing } from "../conversation-scope.ts";
import { editWaiting } from "./edit-waiting.ts";
import { readSlashCommand } from "./slash-commands.ts";

/** Whether the text is on its way; false leaves it in the composer. */
type Outcome = Promise<boolean>;

/** Does what pressing Enter asks for. Never throws: what fails is said, and answered with false. */
export function useOutgoing(): (body: string, writing: Writing, attachmentIds?: readonly string[]) => Outcome {
  const { threadId, rootId } = useConversation();
  const store = useChatStore();
  const starred = useEntry(threadId)?.starred ?? false;

  return useCallback(
    async (body, writing, attachmentIds = []) => {
      const run = async (work: Promise<unknown>, done?: string): Outcome => {
        try {
          await work;
          if (done) notify(done);
          return true;
        } catch (error) {
          notifyFailure(failureText(error));
          return false;
        }
      };
      if (writing.mode === "edit") return run(editMessage(writing.messageId, body));
      if (writing.mode === "editPending")
        return run(editWaiting(store, { threadId, clientId: writing.clientId, body }));
      const intent = readSlashCommand(body);
      switch (intent.do) {
        case "send": {
          const replyToId = rootId ?? writing.replyToId;
          const sending = run(sendMessage({ threadId, body: intent.body, replyToId, attachmentIds }));
          // Whoever presses Enter wants to see what they wrote, wherever they were reading.
          if (rootId === null) jumpToLatest(threadId).catch(() => undefined);
          return sending;
        }
        case "topic":
          return run(updateThread(threadId, { topic: intent.topic }), "Topic changed");
        case "leave":
          return run(leaveThread(threadId), "You left the thread");
        case "star":
          return run(starThread(threadId, !starred));
        case "unknown":
          notifyFailure(`There is no command /${intent.name}. Put a space before it to send it as text.`);
          return false;
      }
    },
    [store, threadId, rootId, starred],
  );
}
