"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchReactions } from "../../../../lib/client/actions.ts";
import { usePerson } from "../../../../lib/client/hooks.ts";
import type { MessageView } from "../../../../lib/contract/messages.ts";
import { UNKNOWN_NAME } from "../../../people/person-names.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { EmojiSign } from "../emoji/emoji-sign.tsx";
import { Dialog, DialogBody } from "../../../ui/dialog.tsx";

function Person({ id }: { id: string }) {
  const person = usePerson(id);
  const name = person?.displayName ?? UNKNOWN_NAME;
  return (
    <li className="flex h-9 items-center gap-2.5 text-sm">
      <Avatar id={id} name={name} url={person?.avatarUrl ?? null} size={24} />
      <span className="min-w-0 flex-1 truncate">{name}</span>
    </li>
  );
}

/** Everybody who reacted to a message, by emoji: what the tooltip says, for those without a mouse and for crowds. */
export function WhoReactedDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const { data } = useQuery({
    queryKey: ["reactions", message.id, "all", message.reactions],
    queryFn: () => fetchReactions(message.id),
  });
  // The message knows most of it already; a crowd's rest follows.
  const reactions = data?.reactions ?? message.reactions;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Reactions" className="w-[24rem]">
      <DialogBody>
        {reactions.map(({ emoji, userIds, count }) => (
          <section key={emoji} aria-label={`${emoji} ${count}`} className="pb-3">
            <h3 className="flex items-center gap-2 pb-1 text-sm font-semibold text-text-2">
              <span className="text-lg leading-none">
                <EmojiSign emoji={emoji} />
              </span>
              {count}
            </h3>
            <ul>
              {userIds.map((id) => (
                <Person key={id} id={id} />
              ))}
            </ul>
            {count > userIds.length && <p className="text-sm text-text-3">and {count - userIds.length} more</p>}
          </section>
        ))}
        {reactions.length === 0 && <p className="text-sm text-text-3">Nobody reacts to this any more.</p>}
      </DialogBody>
    </Dialog>
  );
}
