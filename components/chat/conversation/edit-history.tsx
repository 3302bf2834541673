"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchEdits } from "../../../lib/client/actions.ts";
import { usePerson } from "../../../lib/client/hooks.ts";
import type { EditHistory as History } from "../../../lib/contract/messages.ts";
import { Dialog, DialogBody } from "../../ui/dialog.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { useConversation } from "./conversation-scope.ts";
import { fullTime } from "./time-text.ts";
import { type DiffPart, wordDiff } from "./word-diff.ts";

const LOOKS: Record<DiffPart["kind"], string | undefined> = {
  same: undefined,
  added: "rounded-[3px] bg-ok/20 no-underline",
  removed: "rounded-[3px] bg-danger/15 text-text-2",
};
const TAGS = { same: "span", added: "ins", removed: "del" } as const;

function Diff({ before, after }: { before: string; after: string }) {
  return (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {wordDiff(before, after).map(({ kind, text }, index) => {
        const Tag = TAGS[kind];
        return (
          <Tag key={index} className={LOOKS[kind]}>
            {text}
          </Tag>
        );
      })}
    </p>
  );
}

function Editor({ id, at }: { id: string; at: string }) {
  const { timeStyle } = useConversation();
  const editor = usePerson(id);
  return (
    <p className="mb-1 text-xs text-text-3">
      <b className="font-semibold text-text-2">{editor?.displayName ?? "…"}</b>, {fullTime(at, timeStyle)}
    </p>
  );
}

/** All that changed since the person read it, in one; where that is a single edit, it stands first in the list anyway. */
function Since({ texts, since }: { texts: readonly string[]; since: number | null }) {
  if (since === null || since > texts.length - 3) return null;
  return (
    <section className="mb-4 rounded-md border border-accent-line bg-accent-soft/40 px-3 py-2 text-sm">
      <h3 className="mb-1 text-xs font-semibold text-accent-text">Since you read it</h3>
      <Diff before={texts[since] ?? ""} after={texts.at(-1) ?? ""} />
    </section>
  );
}

/** Newest change first; each entry's body is the text before that edit. */
function Versions({ history, since }: { history: History; since: number | null }) {
  const { edits, current } = history;
  const texts = [...edits.map(({ body }) => body), current ?? ""];
  const first = texts[0] ?? "";
  return (
    <>
      <Since texts={texts} since={since} />
      <ol className="flex flex-col gap-4 text-sm">
        {edits
          .map((edit, index) => (
            <li key={edit.version}>
              <Editor id={edit.editorId} at={edit.at} />
              <Diff before={texts[index] ?? ""} after={texts[index + 1] ?? ""} />
            </li>
          ))
          .reverse()}
        <li>
          <p className="mb-1 text-xs text-text-3">As it was first written</p>
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{first}</p>
        </li>
      </ol>
    </>
  );
}

type EditHistoryProps = {
  messageId: string;
  editCount: number;
  /** How many edits it had when the person read it, where they have not seen the rest. */
  since: number | null;
  onClose: () => void;
};

/** What a message said before, change by change. */
export function EditHistory({ messageId, editCount, since, onClose }: EditHistoryProps) {
  const { data, isError, isPending } = useQuery({
    queryKey: ["edits", messageId, editCount],
    queryFn: () => fetchEdits(messageId),
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Edit history">
      <DialogBody>
        {isPending && <RowsSkeleton rows={2} label="Loading the edit history" />}
        {isError && (
          <p className="text-sm text-danger">The edit history could not be loaded. Close this and try again.</p>
        )}
        {data && <Versions history={data} since={since} />}
      </DialogBody>
    </Dialog>
  );
}
