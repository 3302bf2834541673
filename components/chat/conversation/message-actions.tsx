"use client";

import {
  Bookmark,
  BookmarkX,
  Copy,
  Ellipsis,
  Eye,
  Flag,
  Forward,
  Link,
  MailOpen,
  MessagesSquare,
  Pencil,
  Pin,
  PinOff,
  Reply,
  Smile,
  TextQuote,
  Trash2,
  Undo2,
} from "lucide-react";
import { type SyntheticEvent, useRef, useState } from "react";
import { deleteMessage, markUnreadFrom, restoreMessage } from "../../../lib/client/actions.ts";
import { useIsSaved } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { DeleteAnothersDialog, offerUndelete } from "../../moderation/delete-message.tsx";
import { ReportDialog } from "../../moderation/report-dialog.tsx";
import { attempt } from "../../shell/attempt.ts";
import { threadPath } from "../../shell/navigate.ts";
import { openLayer, openReplies } from "../../shell/shell-state.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { notify, notifyFailure } from "../../ui/toast.ts";
import { BarredItems } from "./barred-items.tsx";
import { copyText } from "./clipboard.ts";
import { useConversation } from "./conversation-scope.ts";
import { snapshotOf } from "./forward/snapshot.ts";
import { pinOrUnpin, saveOrUnsave } from "./keep-message.ts";
import { type MessageRights, useMessageRights } from "./message-rights.ts";
import { usePlainWords } from "./one-line.ts";
import { selectedInRow } from "./quote-text.ts";
import { ReactionButtons } from "./reactions/reaction-buttons.tsx";
import { WhoReactedDialog } from "./reactions/who-reacted-dialog.tsx";
import { SeenByDialog } from "./seen-by-dialog.tsx";
import { quotable, useQuoting } from "./use-quoting.ts";

async function copy(text: string, what: string): Promise<void> {
  notify((await copyText(text)) ? `${what} copied` : "The browser does not let us copy here");
}

const BAR =
  "absolute -top-3.5 right-5 z-10 flex items-center rounded-md border border-line bg-raised p-0.5 shadow-raised max-md:right-3 [&>button]:h-7 [&>button]:w-7.5 max-md:[&>button]:size-10";

type MessageActionsProps = {
  message: MessageView;
  /** The question before a deletion is open. */
  confirming: boolean;
  onConfirming: (confirming: boolean) => void;
  /** The emoji to react with are open. */
  picking: boolean;
  onPicking: (picking: boolean) => void;
  /** While its menu or a dialog of it is open the bar must stay. */
  onBusy: (busy: boolean) => void;
  onDeleted: () => void;
};

/** The bar over a message: what is done often as buttons, the rest in a menu. */
export function MessageActions(props: MessageActionsProps) {
  const { message, confirming, onConfirming, picking, onPicking, onBusy, onDeleted } = props;
  const { threadId, rootId, meId, write, focusComposer } = useConversation();
  const rights = useMessageRights(threadId)(message);
  if (confirming && message.authorId === meId)
    return <ConfirmDelete message={message} onClose={() => onConfirming(false)} onDeleted={onDeleted} />;
  if (confirming)
    return <DeleteAnothersDialog message={message} onClose={() => onConfirming(false)} onDeleted={onDeleted} />;
  const reply = () => {
    write({ mode: "new", replyToId: message.id });
    focusComposer();
  };
  return (
    <div role="toolbar" aria-label="Actions for this message" className={BAR}>
      {rights.react && (
        <ReactionButtons message={message} canAdd={rights.reactNew} picking={picking} onPicking={onPicking} />
      )}
      {rights.reply && rootId === null && (
        <IconButton label="Reply" shortcut="R" side="top" onClick={reply}>
          <Reply />
        </IconButton>
      )}
      {rights.edit && (
        <IconButton label="Edit" shortcut="E" side="top" onClick={() => write({ mode: "edit", messageId: message.id })}>
          <Pencil />
        </IconButton>
      )}
      <MoreMenu message={message} rights={rights} onDelete={() => onConfirming(true)} onBusy={onBusy} />
    </div>
  );
}

type MoreMenuProps = {
  message: MessageView;
  rights: MessageRights;
  onDelete: () => void;
  onBusy: (busy: boolean) => void;
};

function MoreMenu({ message, rights, onDelete, onBusy }: MoreMenuProps) {
  const { threadId, rootId } = useConversation();
  const [dialog, setDialog] = useState<"seenBy" | "reactions" | "report" | null>(null);
  const show = (which: "seenBy" | "reactions" | "report" | null) => {
    onBusy(which !== null);
    setDialog(which);
  };
  const quote = useQuoting(message);
  // Pressing a button lets go of what is selected on the page: it is remembered before.
  const selected = useRef("");
  const remember = ({ currentTarget }: SyntheticEvent) => {
    selected.current = selectedInRow(currentTarget);
  };
  const text = usePlainWords(message.body);
  const saved = useIsSaved(message.id);
  const canSave = saved || (message.deletedAt === null && !message.system);
  const link = () => new URL(threadPath(threadId, message.id), location.origin).href;
  const markUnread = () =>
    void markUnreadFrom(threadId, message.seq).then(
      () => notify("Unread from here on"),
      () => notifyFailure("Could not mark it unread. Try again."),
    );
  const root = message.rootId ?? (message.replyCount > 0 ? message.id : null);
  return (
    <>
      <Menu
        onOpenChange={onBusy}
        trigger={
          <IconButton label="More actions" side="top" onPointerDownCapture={remember} onKeyDownCapture={remember}>
            <Ellipsis />
          </IconButton>
        }
      >
        {rootId === null && root !== null && (
          <MenuItem icon={<MessagesSquare />} onClick={() => openReplies(root)}>
            Show replies
          </MenuItem>
        )}
        {rights.write && quotable(message) !== "" && (
          <MenuItem
            icon={<TextQuote />}
            shortcut="Q"
            onClick={() => {
              const part = selected.current;
              // After the menu has given focus back, or the text would lose it again.
              requestAnimationFrame(() => quote(part));
            }}
          >
            Quote in a message
          </MenuItem>
        )}
        {snapshotOf(message) && (
          <MenuItem
            icon={<Forward />}
            shortcut="F"
            onClick={() => openLayer({ name: "forward", messageId: message.id })}
          >
            Forward…
          </MenuItem>
        )}
        <MenuItem icon={<Link />} onClick={() => void copy(link(), "Link")}>
          Copy link
        </MenuItem>
        {message.body !== null && (
          <MenuItem icon={<Copy />} onClick={() => void copy(text, "Text")}>
            Copy text
          </MenuItem>
        )}
        {canSave && (
          <MenuItem
            icon={saved ? <BookmarkX /> : <Bookmark />}
            shortcut="S"
            onClick={() => saveOrUnsave(message.id, !saved)}
          >
            {saved ? "Remove from saved" : "Save for later"}
          </MenuItem>
        )}
        {rights.pin && (
          <MenuItem
            icon={message.pin ? <PinOff /> : <Pin />}
            shortcut="P"
            onClick={() => pinOrUnpin(message.id, !message.pin)}
          >
            {message.pin ? "Unpin" : "Pin to the thread"}
          </MenuItem>
        )}
        {rights.isMember && (
          <MenuItem icon={<MailOpen />} shortcut="U" onClick={markUnread}>
            Mark unread from here
          </MenuItem>
        )}
        {rights.isMember && !message.system && (
          <MenuItem icon={<Eye />} onClick={() => show("seenBy")}>
            Seen by…
          </MenuItem>
        )}
        {message.reactions.length > 0 && (
          <MenuItem icon={<Smile />} onClick={() => show("reactions")}>
            Who reacted…
          </MenuItem>
        )}
        {rights.restore && (
          <MenuItem icon={<Undo2 />} onClick={() => void attempt(restoreMessage(message.id))}>
            Bring back
          </MenuItem>
        )}
        {(rights.report || rights.delete) && <MenuSeparator />}
        {rights.report && (
          <MenuItem icon={<Flag />} onClick={() => show("report")}>
            Report…
          </MenuItem>
        )}
        {rights.delete && (
          <MenuItem icon={<Trash2 />} danger shortcut="Del" onClick={onDelete}>
            Delete…
          </MenuItem>
        )}
        {/* In a reply panel one answers with the composer. */}
        <BarredItems
          threadId={threadId}
          barred={rights.barred.filter(({ deed }) => deed !== "reply" || rootId === null)}
        />
      </Menu>
      {dialog === "report" && <ReportDialog messageId={message.id} onClose={() => show(null)} />}
      {dialog === "seenBy" && <SeenByDialog message={message} onClose={() => show(null)} />}
      {dialog === "reactions" && <WhoReactedDialog message={message} onClose={() => show(null)} />}
    </>
  );
}

type ConfirmDeleteProps = { message: MessageView; onClose: () => void; onDeleted: () => void };

/** Asked once, in place: what is deleted by a slip of the finger was seen to go by others. */
function ConfirmDelete({ message, onClose, onDeleted }: ConfirmDeleteProps) {
  const remove = () => {
    onClose();
    onDeleted();
    deleteMessage(message.id).then(
      () => offerUndelete(message.id),
      () => notifyFailure("The message could not be deleted. It is still there."),
    );
  };
  return (
    <div
      role="alertdialog"
      aria-label="Delete this message?"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
      className="absolute -top-3.5 right-5 z-10 flex items-center gap-2 rounded-md border border-line bg-raised py-1 pr-1 pl-3 text-sm shadow-raised max-md:right-3"
    >
      Delete this message?
      <Button look="quiet" className="h-7" onClick={onClose}>
        Cancel
      </Button>
      <Button look="danger" className="h-7" autoFocus onClick={remove}>
        Delete
      </Button>
    </div>
  );
}
