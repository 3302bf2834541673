"use client";

import { SmilePlus } from "lucide-react";
import { useState } from "react";
import type { MessageView } from "../../../../lib/contract/messages.ts";
import type { ReactionView } from "../../../../lib/contract/reactions.ts";
import { usePeopleNames } from "../../../people/person-names.ts";
import { classNames } from "../../../ui/class-names.ts";
import { notify } from "../../../ui/toast.ts";
import { Tooltip } from "../../../ui/tooltip.tsx";
import { useConversation } from "../conversation-scope.ts";
import { EmojiSign } from "../emoji/emoji-sign.tsx";
import { useMessageRights, whyBarred } from "../message-rights.ts";
import { whoReacted } from "./reaction-names.ts";
import { ReactionPicker } from "./reaction-picker.tsx";
import { useMyReactions } from "./use-my-reactions.ts";
import { useReact } from "./use-react.ts";

const CHIP =
  "inline-flex h-6.5 items-center gap-1.5 rounded-full border border-line bg-surface px-2 text-sm font-[550] text-text-2 tabular-nums enabled:hover:border-line-strong max-md:h-8.5 max-md:px-2.5";

/** The reactions under a message: each a switch, with the names on hover, and one more to add another. */
export function MessageReactions({ message }: { message: MessageView }) {
  const { threadId, meId } = useConversation();
  const rights = useMessageRights(threadId)(message);
  const mine = useMyReactions(message, meId);
  const react = useReact(message.id);
  const [picking, setPicking] = useState(false);
  return (
    <div role="group" aria-label="Reactions" className="mt-1 flex flex-wrap gap-1.5 pb-0.5">
      {message.reactions.map((reaction) => (
        <Reaction
          key={reaction.emoji}
          reaction={reaction}
          mine={mine.has(reaction.emoji)}
          canReact={rights.react}
          why={rights.react ? null : whyBarred(rights, "react")}
          onSet={(on) => react(reaction.emoji, on)}
        />
      ))}
      {rights.reactNew && (
        <ReactionPicker
          open={picking}
          onOpenChange={setPicking}
          onPick={(emoji) => react(emoji, true)}
          trigger={
            <button type="button" aria-label="Add a reaction" className={classNames(CHIP, "text-text-3")}>
              <SmilePlus aria-hidden="true" className="size-4 stroke-[1.75]" />
            </button>
          }
        />
      )}
    </div>
  );
}

type ReactionProps = {
  reaction: ReactionView;
  mine: boolean;
  canReact: boolean;
  /** Why one cannot, for members. */
  why: string | null;
  onSet: (on: boolean) => void;
};

function Reaction({ reaction: { emoji, userIds, count }, mine, canReact, why, onSet }: ReactionProps) {
  const { meId } = useConversation();
  const names = usePeopleNames(userIds.filter((id) => id !== meId).slice(0, 12));
  const who = whoReacted({ names, count, mine });
  const said = why ? `${who}. ${why}` : who;
  return (
    <Tooltip text={said}>
      <button
        type="button"
        aria-pressed={mine}
        aria-disabled={!canReact || undefined}
        aria-label={`${emoji} ${count}: ${said}`}
        onClick={() => (canReact ? onSet(!mine) : why && notify(why))}
        className={classNames(CHIP, mine && "border-accent-line bg-accent-soft text-accent-text")}
      >
        <span aria-hidden="true" className="text-base leading-none">
          <EmojiSign emoji={emoji} />
        </span>
        <span aria-hidden="true">{count}</span>
      </button>
    </Tooltip>
  );
}
