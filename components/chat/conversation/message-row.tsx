"use client";

import { memo, type ReactNode, useRef } from "react";
import { useMessage, usePending } from "../../../lib/client/hooks.ts";
import type { PendingRow } from "../../../lib/client/state.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { useConversation } from "./conversation-scope.ts";
import { MessageText } from "./markdown/message-text.tsx";
import { MessageActions } from "./message-actions.tsx";
import { MessageBody } from "./message-body.tsx";
import { MessageQuote } from "./message-quote.tsx";
import { isSameRow, type Row } from "./message-rows.ts";
import { PendingState } from "./pending-state.tsx";
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

/** One line of the conversation: a message, or one on its way. */
export const MessageRow = memo(
  function MessageRow(props: MessageRowProps) {
    return props.row.kind === "message" ? (
      <Sent id={props.row.id} {...props} />
    ) : (
      <Waiting clientId={props.row.clientId} {...props} />
    );
  },
  (a, b) => a.index === b.index && a.active === b.active && a.highlighted === b.highlighted && isSameRow(a.row, b.row),
);

function Sent({ id, ...rest }: MessageRowProps & { id: string }) {
  const message = useMessage(id);
  return message && <SentRow message={message} {...rest} />;
}

function SentRow({ message, row, index, active, highlighted }: MessageRowProps & { message: MessageView }) {
  const article = useRef<HTMLElement>(null);
  const { rootId } = useConversation();
  const { shown, confirming, setConfirming, setBusy, events } = useActionBar();
  const onKeyDown = useRowKeys(message, () => setConfirming(true));
  const confirm = (open: boolean) => {
    setConfirming(open);
    if (!open) article.current?.focus();
  };
  return (
    <RowFrame
      ref={article}
      row={row}
      messageId={message.id}
      data-row={index}
      data-message={message.id}
      tabIndex={active ? 0 : -1}
      plain={row.grouped || message.system !== null}
      highlighted={highlighted}
      quote={quoteOf(message.deletedAt ? null : message.replyToId, rootId)}
      onKeyDown={onKeyDown}
      {...events}
      bar={
        shown && (
          <MessageActions
            message={message}
            confirming={confirming}
            onConfirming={confirm}
            onBusy={setBusy}
            onDeleted={() => focusNeighbour(article.current)}
          />
        )
      }
    >
      <div id={rowIds(row.key).text}>
        <MessageBody message={message} />
      </div>
      {rootId === null && message.replyCount > 0 && <RepliesLink message={message} />}
    </RowFrame>
  );
}

// What is on its way for less than a second looks sent: most messages never look otherwise.
const DIMMING = "opacity-55 transition-opacity delay-1000 duration-200 starting:opacity-100";

function Waiting({ clientId, ...rest }: MessageRowProps & { clientId: string }) {
  const pending = usePending(clientId);
  return pending && <WaitingRow pending={pending} {...rest} />;
}

function WaitingRow({ pending, row, index, active, highlighted }: MessageRowProps & { pending: PendingRow }) {
  const { rootId } = useConversation();
  return (
    <RowFrame
      row={row}
      messageId={null}
      data-row={index}
      tabIndex={active ? 0 : -1}
      plain={row.grouped}
      highlighted={highlighted}
      aria-busy={pending.state === "sending"}
      quote={quoteOf(pending.replyToId, rootId)}
      bar={null}
    >
      <div id={rowIds(row.key).text} className={pending.state === "failed" ? undefined : DIMMING}>
        <MessageText body={pending.body} />
      </div>
      <PendingState pending={pending} />
    </RowFrame>
  );
}

/** In a reply panel the root is in sight: quoting it on every line would only be noise. */
function quoteOf(replyToId: string | null, rootId: string | null): ReactNode {
  return replyToId && replyToId !== rootId ? <MessageQuote messageId={replyToId} /> : null;
}
