"use client";

import { Lock, Pencil } from "lucide-react";
import { useState } from "react";
import { usePerson, useThread } from "../../../lib/client/hooks.ts";
import { dayName } from "../../chat/conversation/time-text.ts";
import { useNow } from "../../chat/conversation/use-now.ts";
import { useTimeStyle } from "../../chat/conversation/use-time-style.ts";
import { useThreadTitle } from "../../people/person-names.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useThreadPolicy } from "../thread-policy.ts";
import { HelperLine } from "./helper-line.tsx";
import { RenameForm } from "./rename-form.tsx";

const KIND = {
  PUBLIC: "Public: anybody in the workspace can read and join.",
  PRIVATE: "Private: only members can read it.",
  DM: "Between the two of you.",
  GROUP_DM: "Between the people in it.",
} as const;

/** What the thread is called and about, who made it, and why it cannot be renamed where it cannot. */
export function ThreadAbout({ threadId }: { threadId: string }) {
  const thread = useThread(threadId);
  const title = useThreadTitle(threadId);
  const creator = usePerson(thread?.createdById);
  const ask = useThreadPolicy(threadId);
  const timeStyle = useTimeStyle();
  const now = new Date(useNow(60_000));
  const [editing, setEditing] = useState(false);
  if (!thread) return null;
  const named = thread.kind === "PUBLIC" || thread.kind === "PRIVATE";
  const rename = ask("thread.rename");
  if (editing && rename.allowed) return <RenameForm thread={thread} onDone={() => setEditing(false)} />;
  return (
    <section aria-label="About" className="flex flex-col gap-3 pb-1">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="font-semibold break-words">{title}</p>
          {thread.topic && <p className="mt-0.5 text-sm break-words text-text-2">{thread.topic}</p>}
        </div>
        {named && rename.allowed && (
          <IconButton label="Change name and topic" onClick={() => setEditing(true)} className="-mr-2 [&_svg]:size-4">
            <Pencil />
          </IconButton>
        )}
      </div>
      <p className="text-xs text-text-3">
        {KIND[thread.kind]}
        {named &&
          creator &&
          ` Made by ${creator.displayName}, ${lowerFirst(dayName(thread.createdAt, now, timeStyle))}.`}
      </p>
      {named && rename.why && (
        <div className="flex gap-2.5 rounded-md border border-line bg-raised p-3 text-sm leading-snug text-text-2">
          <Lock aria-hidden="true" className="mt-0.5 size-[18px] shrink-0 stroke-[1.75] text-warn" />
          <p>
            <strong className="font-semibold text-text">You can&apos;t rename this thread.</strong>{" "}
            {rename.why.replace("can rename this thread.", "can.")} <HelperLine threadId={threadId} />
          </p>
        </div>
      )}
    </section>
  );
}

const lowerFirst = (text: string) => (/^(Today|Yesterday)$/.test(text) ? text.toLowerCase() : text);
