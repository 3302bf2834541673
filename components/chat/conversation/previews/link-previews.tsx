"use client";

import { useState } from "react";
import { removePreview } from "../../../../lib/client/actions.ts";
import type { LinkPreviewView } from "../../../../lib/contract/link-previews.ts";
import type { MessageView } from "../../../../lib/contract/messages.ts";
import { attempt } from "../../../shell/attempt.ts";
import { useConversation } from "../conversation-scope.ts";
import { useMessageRights } from "../message-rights.ts";
import { GoneCard, PendingCard, PreviewCard } from "./preview-card.tsx";

/** A link to ourselves is shown as what it is; the server does not look it up. */
const isForeign = ({ url }: LinkPreviewView) =>
  typeof location === "undefined" || !url.startsWith(`${location.origin}/`);

/**
 * What the links of a message lead to. Every card is as high as any other and has its room from the beginning, and keeps
 * it while it is on screen, whatever becomes of it: nothing that somebody reads moves when a page is slow, has nothing to
 * say, or is taken away by its author.
 */
export function LinkPreviews({ message }: { message: MessageView }) {
  const { threadId } = useConversation();
  const rights = useMessageRights(threadId);
  const [places, setPlaces] = useState<readonly LinkPreviewView[]>(message.previews);
  const [taken, setTaken] = useState<readonly string[]>([]);
  const came = message.previews.filter(({ id }) => !places.some((place) => place.id === id));
  if (came.length > 0) setPlaces([...places, ...came]);
  const shown = places.filter((place) => isForeign(place) && !taken.includes(place.id));
  if (shown.length === 0) return null;
  const canRemove = rights(message).delete;

  const remove = async ({ id }: LinkPreviewView) => {
    setTaken([...taken, id]);
    const done = await attempt(removePreview(message.id, id).then(() => true));
    if (!done) setTaken((before) => before.filter((one) => one !== id));
  };

  return (
    <div className="mt-1 flex flex-col gap-1.5">
      {shown.map((place) => {
        const preview = message.previews.find(({ id }) => id === place.id);
        if (!preview) return <GoneCard key={place.id} url={place.url} />;
        if (preview.state === "PENDING") return <PendingCard key={place.id} />;
        return (
          <PreviewCard key={place.id} preview={preview} onRemove={canRemove ? () => void remove(preview) : undefined} />
        );
      })}
    </div>
  );
}
