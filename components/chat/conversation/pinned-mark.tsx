"use client";

import { Pin } from "lucide-react";
import { usePerson } from "../../../lib/client/hooks.ts";
import type { PinView } from "../../../lib/contract/pins.ts";
import { useConversation } from "./conversation-scope.ts";

/** Over a pinned message: that it is, and by whom. */
export function PinnedMark({ pin }: { pin: PinView }) {
  const { meId } = useConversation();
  const name = usePerson(pin.byId)?.displayName ?? "…";
  return (
    <p className="flex items-center gap-1 text-xs text-warn-text">
      <Pin aria-hidden="true" className="size-3 stroke-2" />
      Pinned by {pin.byId === meId ? "you" : name}
    </p>
  );
}
