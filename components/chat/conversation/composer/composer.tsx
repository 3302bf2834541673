"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { notifyTyping, saveDraft } from "../../../../lib/client/actions.ts";
import {
  useBlocks,
  useDraft,
  useEntry,
  useMe,
  useMessage,
  usePending,
  useThread,
  useUploads,
} from "../../../../lib/client/hooks.ts";
import { useThreadTitle } from "../../../people/person-names.ts";
import { notify } from "../../../ui/toast.ts";
import { whyNotPosting } from "../ask-policy.ts";
import { useConversation, type Writing } from "../conversation-scope.ts";
import { AttachButton, attachTo, UploadStrip } from "../files/composer-files.tsx";
import { useWhyNotAttach } from "../use-why-not-attach.ts";
import { Editor } from "./editor.tsx";
import { Outsiders } from "./outsiders.tsx";
import { useOutgoing } from "./use-outgoing.ts";
import { useShownText } from "./use-shown-text.ts";
import { useWhyNotEdit } from "./use-why-not-edit.ts";
import { SlowModeLine } from "./slow-mode-line.tsx";
import { WhyNot } from "./why-not.tsx";
import { EditBanner, ReplyBanner } from "./writing-banner.tsx";

/** Why the person cannot write here now; asked again at the moment in which a time-out ends. */
function useWhyNot(threadId: string) {
  const me = useMe();
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  const blocks = useBlocks(thread?.kind === "DM" ? entry?.memberIds[0] : null);
  const [now, setNow] = useState(() => Date.now());
  const bar = thread && whyNotPosting({ me, thread, entry, now, blocks });
  const until = bar?.kind === "timedOut" ? bar.until : null;
  useEffect(() => {
    if (until === null) return;
    // Timers longer than 24 days fire at once.
    const timer = setTimeout(() => setNow(Date.now()), Math.min(until - Date.now() + 250, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [until, now]);
  return bar;
}

type ComposerProps = {
  /** My newest message that can be edited, on its way or not, for ↑. */
  findLastOwn: () => Writing | null;
};

/** Where messages are written, or why they cannot be. */
export function Composer({ findLastOwn }: ComposerProps) {
  const { threadId, writing } = useConversation();
  const bar = useWhyNot(threadId);
  return (
    <div className="px-5 pb-4 max-md:px-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {bar ? (
        <WhyNot threadId={threadId} bar={bar} />
      ) : writing.mode === "new" ? (
        <>
          <NewMessage findLastOwn={findLastOwn} />
          <NamedOutsiders />
          <SlowModeLine threadId={threadId} />
        </>
      ) : writing.mode === "edit" ? (
        <EditSent key={writing.messageId} messageId={writing.messageId} />
      ) : (
        <EditWaiting key={writing.clientId} clientId={writing.clientId} />
      )}
    </div>
  );
}

/** Of what is in the composer now: the draft is kept with every letter. */
function NamedOutsiders() {
  const { threadId, rootId } = useConversation();
  const draft = useDraft(rootId ?? threadId);
  return draft && <Outsiders threadId={threadId} body={draft.body} />;
}

const never = () => false;

/** A new message. Its text lives in the draft, so whatever takes the composer's place meanwhile, it comes back. */
function NewMessage({ findLastOwn }: ComposerProps) {
  const { threadId, rootId, writing, write, refocus } = useConversation();
  const replyToId = writing.mode === "new" ? writing.replyToId : null;
  const draftKey = rootId ?? threadId;
  const title = useThreadTitle(threadId);
  const kind = useThread(threadId)?.kind;
  const send = useOutgoing();
  const whyNotEdit = useWhyNotEdit(threadId);
  const toShown = useShownText();
  const draft = useDraft(draftKey);
  const uploads = useUploads(draftKey);
  const whyNotAttach = useWhyNotAttach(threadId);
  const onFiles = (files: readonly File[]) =>
    whyNotAttach ? notify(whyNotAttach) : attachTo({ threadId, draftKey }, files, uploads.length);
  const late = useMemo(() => (draft ? toShown(draft.body) : null), [draft, toShown]);
  const [initial] = useState(() => late ?? { text: "", mentions: [] });
  const [copies, setCopies] = useState(0);

  // The message a draft answers comes back with it, once.
  const draftReply = draft?.replyToId ?? null;
  useEffect(() => {
    if (draftReply && rootId === null) write({ mode: "new", replyToId: draftReply });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- later changes of the draft come from here.
  }, []);

  const onText = useCallback(
    (body: string) => {
      saveDraft(draftKey, { body, replyToId });
      if (body.trim() !== "") notifyTyping(threadId);
    },
    [draftKey, threadId, replyToId],
  );

  const onSubmit = (body: string) => {
    saveDraft(draftKey, { body: "", replyToId: null });
    write({ mode: "new", replyToId: null });
    const attachmentIds = uploads.map(({ id }) => id);
    void send(body, { mode: "new", replyToId }, attachmentIds).then((taken) => {
      if (taken) return;
      // Back it comes, before anything written since.
      saveDraft(draftKey, { body, replyToId });
      if (replyToId) write({ mode: "new", replyToId });
      setCopies((count) => count + 1);
    });
    return true;
  };

  const where = kind === "DM" || kind === "GROUP_DM" ? title : `#${title}`;
  return (
    <Editor
      key={copies}
      threadId={threadId}
      initial={copies === 0 ? initial : (late ?? initial)}
      late={late}
      label={rootId ? "Reply" : `Message ${where}`}
      autoFocus={refocus || copies > 0}
      banner={
        replyToId && rootId === null ? (
          <ReplyBanner messageId={replyToId} onCancel={() => write({ mode: "new", replyToId: null })} />
        ) : null
      }
      sendLabel="Send"
      files={{
        strip: <UploadStrip uploads={uploads} />,
        button: <AttachButton why={whyNotAttach} onFiles={onFiles} />,
        count: uploads.length,
        onFiles,
      }}
      onText={onText}
      onSubmit={onSubmit}
      onCancel={() => {
        if (!replyToId) return false;
        write({ mode: "new", replyToId: null });
        return true;
      }}
      onEditLast={() => {
        const last = findLastOwn();
        if (!last) return false;
        const why = last.mode === "edit" ? whyNotEdit(last.messageId) : null;
        if (why) notify(why);
        else write(last);
        return true;
      }}
    />
  );
}

function EditSent({ messageId }: { messageId: string }) {
  const body = useMessage(messageId)?.body ?? null;
  return <Edit body={body} subject={{ mode: "edit", messageId }} />;
}

function EditWaiting({ clientId }: { clientId: string }) {
  const body = usePending(clientId)?.body ?? null;
  return <Edit body={body} subject={{ mode: "editPending", clientId }} />;
}

type EditProps = {
  body: string | null;
  subject: { mode: "edit"; messageId: string } | { mode: "editPending"; clientId: string };
};

// What was typed into an edit that the server refused, until it is saved or given up.
const refused = new Map<string, string>();

function Edit({ body, subject }: EditProps) {
  const { threadId, write } = useConversation();
  const send = useOutgoing();
  const toShown = useShownText();
  const key = subject.mode === "edit" ? subject.messageId : subject.clientId;
  const [initial] = useState(() => toShown(refused.get(key) ?? body ?? ""));
  const leave = () => write({ mode: "new", replyToId: null });
  const onSubmit = (changed: string) => {
    leave();
    refused.delete(key);
    if (changed === body && subject.mode === "edit") return false;
    void send(changed, subject).then((taken) => {
      if (taken) return;
      refused.set(key, changed);
      write(subject);
    });
    return false;
  };
  return (
    <Editor
      threadId={threadId}
      initial={initial}
      late={null}
      label="Edit message"
      autoFocus
      banner={<EditBanner onCancel={leave} />}
      sendLabel="Save"
      files={null}
      onText={() => undefined}
      onSubmit={onSubmit}
      onCancel={() => {
        refused.delete(key);
        leave();
        return true;
      }}
      onEditLast={never}
    />
  );
}
