"use client";

import { Info } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { openDirect } from "../../../../lib/client/actions.ts";
import { useMessage, usePerson, useThread } from "../../../../lib/client/hooks.ts";
import type { ForwardView } from "../../../../lib/contract/forwards.ts";
import { MESSAGE_MAX } from "../../../../lib/contract/limits.ts";
import { UNKNOWN_NAME, useChatStore, useThreadTitle } from "../../../people/person-names.ts";
import { closeLayer } from "../../../shell/shell-state.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Textarea } from "../../../ui/textarea.tsx";
import { filesCount } from "../files/files-text.ts";
import { useOneLine } from "../one-line.ts";
import { ChooseTarget, type Target } from "./choose-target.tsx";
import { attempt } from "../../../shell/attempt.ts";
import { forwardMessage } from "./forward-message.ts";
import { snapshotOf } from "./snapshot.ts";

const SHOWN = 240;

/** The window that passes a message on: what, where to, and with which words. */
export function ForwardDialog({ messageId }: { messageId: string }) {
  const message = useMessage(messageId);
  const [first] = useState(() => message && snapshotOf(message));
  // As it is now, for so it will be sent; of one that is deleted meanwhile, the sending says so.
  const forward = (message && snapshotOf(message)) ?? first;
  useEffect(() => {
    if (!forward) closeLayer();
  }, [forward]);
  if (!forward) return null;
  return (
    <Dialog open onOpenChange={(open) => !open && closeLayer()} title="Forward a message">
      <ForwardForm messageId={messageId} forward={forward} />
    </Dialog>
  );
}

function ForwardForm({ messageId, forward }: { messageId: string; forward: ForwardView }) {
  const store = useChatStore();
  const [target, setTarget] = useState<Target | null>(null);
  const [busy, setBusy] = useState(false);
  const [comment, setComment] = useState("");
  const commentField = useRef<HTMLTextAreaElement>(null);
  const send = async () => {
    if (!target || busy) return;
    setBusy(true);
    const threadId = "threadId" in target ? target.threadId : await directWith(target.userId);
    setBusy(false);
    // Why not is said by now, and what was written stays.
    if (threadId === null) return;
    closeLayer();
    const { title } = target;
    void forwardMessage(store, { threadId, title, body: comment.trim(), forward: { ...forward, messageId } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="flex flex-col gap-3">
        <Preview forward={forward} />
        <ChooseTarget chosen={target} onChoose={setTarget} onDone={() => commentField.current?.focus()} />
        <Field label="Comment (optional)">
          <Textarea
            ref={commentField}
            aria-label="Comment"
            value={comment}
            maxLength={MESSAGE_MAX}
            onChange={(event) => setComment(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
              event.preventDefault();
              void send();
            }}
            className="min-h-14"
          />
        </Field>
        {target && <Disclosure sourceThreadId={forward.threadId} target={target} />}
      </DialogBody>
      <DialogActions>
        <Button onClick={closeLayer}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} disabled={!target} className="min-w-0 shrink">
          <span className="truncate">{target ? `Forward to ${target.title}` : "Forward"}</span>
        </Button>
      </DialogActions>
    </form>
  );
}

function Preview({ forward }: { forward: ForwardView }) {
  const author = usePerson(forward.authorId);
  const line = useOneLine(forward.body, SHOWN);
  return (
    <blockquote className="rounded-md border border-line bg-surface px-3 py-2 text-sm">
      <b className="mr-1.5 font-semibold">{author?.displayName ?? UNKNOWN_NAME}</b>
      <span className="line-clamp-3 break-words text-text-2">
        {line || (forward.files > 0 ? filesCount(forward.files) : "")}
      </span>
      {line && forward.files > 0 && <span className="block text-xs text-text-3">{filesCount(forward.files)}</span>}
      {forward.files > 0 && <span className="block text-xs text-text-3">Files stay with the original.</span>}
    </blockquote>
  );
}

/** The direct thread with a person, made where there is none; null where that cannot be, which is said. */
async function directWith(userId: string): Promise<string | null> {
  const made = await attempt(openDirect([userId]));
  return made ? made.threadId : null;
}

/** Said before it is done: a forward shows a text to people who could not have read it where it was written. */
function Disclosure({ sourceThreadId, target }: { sourceThreadId: string; target: Target }) {
  const source = useThread(sourceThreadId);
  const sourceTitle = useThreadTitle(sourceThreadId);
  if (source?.kind === "PUBLIC" || ("threadId" in target && sourceThreadId === target.threadId)) return null;
  return (
    <p role="note" className="flex items-start gap-2 text-sm text-text-2">
      <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 stroke-[1.75] text-text-3" />
      {"threadId" in target
        ? `Everybody in ${target.title} will read this text, including people who cannot see `
        : `${target.title} will read this text, whether or not they can see `}
      {sourceTitle || "the thread it was written in"}.
    </p>
  );
}
