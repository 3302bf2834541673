"use client";

import { useState } from "react";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { LazyPart } from "../../shell/lazy-part.tsx";
import { classNames } from "../../ui/class-names.ts";
import { useEditedSince } from "./use-edited-since.ts";

/** Behind an edited text: that it is, and whether it was after the person had read it. Opens what changed. */
export function EditedMark({ message }: { message: MessageView }) {
  const { id, editCount } = message;
  const { since, see } = useEditedSince(message);
  const [shown, setShown] = useState<{ since: number | null } | null>(null);
  const open = () => {
    setShown({ since });
    if (since !== null) see();
  };
  return (
    <>
      <button
        type="button"
        onClick={open}
        aria-label={since === null ? "Edited, show the history" : "Edited since you read it, show what changed"}
        className={classNames(
          "ml-1.5 text-xs hover:underline",
          since === null ? "text-text-3 hover:text-text-2" : "font-medium text-accent-text",
        )}
      >
        {since === null ? "(edited)" : "edited since you read it"}
      </button>
      {shown && (
        <LazyPart
          name="editHistory"
          props={{ messageId: id, editCount, since: shown.since, onClose: () => setShown(null) }}
        />
      )}
    </>
  );
}
