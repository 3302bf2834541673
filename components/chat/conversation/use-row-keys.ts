"use client";

import type { KeyboardEvent } from "react";
import { markUnreadFrom } from "../../../lib/client/actions.ts";
import { useIsSaved } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { openLayer } from "../../shell/shell-state.ts";
import { notify, notifyFailure } from "../../ui/toast.ts";
import { useConversation } from "./conversation-scope.ts";
import { pinOrUnpin, saveOrUnsave } from "./keep-message.ts";
import { snapshotOf } from "./forward/snapshot.ts";
import { type Deed, useMessageRights, whyBarred } from "./message-rights.ts";
import { selectedInRow } from "./quote-text.ts";
import { quotable, useQuoting } from "./use-quoting.ts";

/**
 * Single keys on a focused message: + reacts, R replies, Q quotes, F forwards, E edits, Delete asks, P pins, S saves, U
 * marks unread, Enter goes to its buttons. None while it is on its way.
 */
export function useRowKeys(
  message: MessageView | null,
  { onDelete, onReact }: { onDelete: () => void; onReact: () => void },
) {
  const { threadId, rootId, write, focusComposer } = useConversation();
  const rightsOf = useMessageRights(threadId);
  const saved = useIsSaved(message?.id ?? "");
  const quote = useQuoting(message);
  return (event: KeyboardEvent<HTMLElement>) => {
    const row = event.currentTarget;
    if (!message || event.target !== row || event.altKey || event.ctrlKey || event.metaKey) return;
    const rights = rightsOf(message);
    /** Says why it cannot be done, where it is offered otherwise. */
    const refuse = (deed: Deed): boolean => {
      const why = whyBarred(rights, deed);
      if (why) notify(why);
      return why !== null;
    };
    const act = () => {
      switch (event.key) {
        case "+":
          if (!rights.reactNew) return refuse("react");
          onReact();
          return true;
        case "r":
          if (rootId !== null) return false;
          if (!rights.reply) return refuse("reply");
          write({ mode: "new", replyToId: message.id });
          focusComposer();
          return true;
        case "q":
          if (!rights.write || quotable(message) === "") return false;
          quote(selectedInRow(row));
          return true;
        case "f":
          if (!snapshotOf(message)) return false;
          openLayer({ name: "forward", messageId: message.id });
          return true;
        case "e":
          if (!rights.edit) return refuse("edit");
          write({ mode: "edit", messageId: message.id });
          return true;
        case "Delete":
        case "Backspace":
          if (!rights.delete) return false;
          onDelete();
          return true;
        case "p":
          if (!rights.pin) return refuse("pin");
          pinOrUnpin(message.id, !message.pin);
          return true;
        case "s":
          if (message.system || message.deletedAt) return false;
          saveOrUnsave(message.id, !saved);
          return true;
        case "u":
          if (!rights.isMember) return false;
          markUnreadFrom(threadId, message.seq).then(
            () => notify("Unread from here on"),
            () => notifyFailure("Could not mark it unread. Try again."),
          );
          return true;
        case "Enter":
          row.querySelector<HTMLElement>("[role=toolbar] button")?.focus();
          return true;
        default:
          return false;
      }
    };
    if (act()) event.preventDefault();
  };
}
