"use client";

import { memo, type ReactNode, useRef } from "react";
import { useMessage, usePending } from "../../../lib/client/hooks.ts";
import type { PendingRow } from "../../../lib/client/state.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { LazyPart } from "../../shell/lazy-part.tsx";
import { useConversation } from "./conversation-scope.ts";
import { MessageBody, PendingBody } from "./message-body.tsx";
import { MessageQuote } from "./message-quote.tsx";
import { isSameRow, type Row } from "./message-rows.ts";
import { PendingState } from "./pending-state.tsx";
import { PinnedMark } from "./pinned-mark.tsx";
import { MessageReactions } from "./reactions/message-reactions.tsx";
import { RepliesLink } from "./replies-link.tsx";
import { focusNeighbour } from "./row-focus.ts";
import { RowFrame, rowIds } from "./row-frame.tsx";
import { useActionBar } from "./use-action-bar.ts";
import { useRowKeys } from "./use-row-keys.ts";

type MessageRowProps = {
  row: Row;
  index: number;
  /** The one row that Tab reaches. */
  active: boolean;
  /** Just jumped to. */
  highlighted: boolean;
};

/**
 * One line of the conversation: a message, or one on its way. It is the same element for both, so that whoever is on it
 * keeps their focus when what they wrote has been taken.
 */
export const MessageRow = memo(
  function MessageRow(props: MessageRowProps) {
    const { row } = props;
    const message = useMessage(row.kind === "message" ? row.id : null);
    const pending = usePending(row.kind === "pending" ? row.clientId : null);
    return (message ?? pending) && <Line message={message} pending={pending} {...props} />;
  },
  (a, b) => a.index === b.index && a.active === b.active && a.highlighted === b.highlighted && isSameRow(a.row, b.row),
);

// What is on its way for less than a second looks sent: most messages never look otherwise.
const DIMMING = "opacity-55 transition-opacity delay-1000 duration-200 starting:opacity-100";

type LineProps = MessageRowProps & { message: MessageView | null; pending: PendingRow | null };

function Line({ message, pending, row, index, active, highlighted }: LineProps) {
  const article = useRef<HTMLElement>(null);
  const { rootId } = useConversation();
  const { shown, confirming, setConfirming, picking, setPicking, setBusy, events } = useActionBar();
  const onKeyDown = useRowKeys(message, { onDelete: () => setConfirming(true), onReact: () => setPicking(true) });
  const confirm = (open: boolean) => {
    setConfirming(open);
    if (!open) article.current?.focus();
  };
  const pick = (open: boolean) => {
    setPicking(open);
    if (!open) article.current?.focus();
  };
  const isHere = message !== null && message.deletedAt === null;
  return (
    <RowFrame
      ref={article}
      row={row}
      messageId={message?.id ?? null}
      data-row={index}
      data-message={message?.id}
      tabIndex={active ? 0 : -1}
      plain={row.grouped || (message !== null && message.system !== null)}
      highlighted={highlighted}
      aria-busy={pending?.state === "sending"}
      quote={quoteOf(isHere ? message.replyToId : (pending?.replyToId ?? null), rootId)}
      onKeyDown={onKeyDown}
      {...events}
      bar={
        message &&
        shown && (
          <LazyPart
            name="messageActions"
            props={{
              message,
              confirming,
              onConfirming: confirm,
              picking,
              onPicking: pick,
              onBusy: setBusy,
              onDeleted: () => focusNeighbour(article.current),
            }}
          />
        )
      }
    >
      {message?.pin && <PinnedMark pin={message.pin} />}
      <div
        id={rowIds(row.key).text}
        data-words=""
        className={pending && pending.state !== "failed" ? DIMMING : undefined}
      >
        {message ? <MessageBody message={message} /> : pending && <PendingBody pending={pending} />}
      </div>
      {pending && <PendingState pending={pending} />}
      {message && message.reactions.length > 0 && <MessageReactions message={message} />}
      {message && rootId === null && message.replyCount > 0 && <RepliesLink message={message} />}
    </RowFrame>
  );
}

/** In a reply panel the root is in sight: quoting it on every line would only be noise. */
function quoteOf(replyToId: string | null, rootId: string | null): ReactNode {
  return replyToId && replyToId !== rootId ? <MessageQuote messageId={replyToId} /> : null;
}
