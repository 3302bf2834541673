"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import { usePerson } from "../../../lib/client/hooks.ts";
import type { AdminEmojiView } from "../../../lib/contract/custom-emoji.ts";
import { writtenEmoji } from "../../../lib/contract/emoji-name.ts";
import { EmojiSign } from "../../chat/conversation/emoji/emoji-sign.tsx";
import { UNKNOWN_NAME } from "../../people/person-names.ts";
import { attempt } from "../../shell/attempt.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/switch.tsx";
import { notify } from "../../ui/toast.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { Cell } from "../table.tsx";

/** One emoji as a row: on or off, and gone for good. */
export function EmojiRow({ emoji }: { emoji: AdminEmojiView }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const adder = usePerson(emoji.createdById);
  const written = writtenEmoji(emoji.name);
  const refresh = () => queries.invalidateQueries({ queryKey: ["admin"] });
  const set = async (on: boolean) => {
    const done = await attempt(runOnServer("emoji:disable", { emojiId: emoji.id, disabled: !on }));
    if (done) await refresh();
  };
  const remove = async (reason: string) => {
    await runOnServer("emoji:remove", { emojiId: emoji.id, reason });
    notify(`${written} is removed.`);
    await refresh();
  };
  return (
    <tr>
      <Cell className="max-w-64">
        <span className="flex items-center gap-3">
          <span className="grid size-8 shrink-0 place-items-center text-xl">
            {emoji.disabled ? <span className="text-text-3">–</span> : <EmojiSign emoji={written} />}
          </span>
          <span className="truncate font-[570] text-text">{written}</span>
        </span>
      </Cell>
      <Cell wide className="max-w-40 truncate">
        {adder?.displayName ?? UNKNOWN_NAME}
      </Cell>
      <Cell wide className="whitespace-nowrap">
        {new Date(emoji.createdAt).toLocaleDateString("en-GB", { dateStyle: "medium" })}
      </Cell>
      <Cell className="w-28 [&_label]:w-fit [&_label]:gap-0">
        <Switch
          label={<span className="sr-only">{written} can be used</span>}
          checked={!emoji.disabled}
          onChange={(on) => void set(on)}
        />
      </Cell>
      <Cell className="text-right">
        <Button look="danger" aria-label={`Remove ${written}`} onClick={() => setAsking(true)}>
          Remove
        </Button>
        {asking && (
          <ReasonDialog
            title={`Remove ${written}`}
            description="Where it was used its name is shown. The picture is gone for good."
            confirm="Remove"
            onConfirm={remove}
            onClose={() => setAsking(false)}
          />
        )}
      </Cell>
    </tr>
  );
}
