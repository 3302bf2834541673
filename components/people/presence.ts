"use client";

import type { PresenceView } from "../../lib/contract/events.ts";
import { usePresence } from "../../lib/client/hooks.ts";
import type { Presence } from "../ui/presence-dot.tsx";

/** Which dot stands for a presence; undefined while it is not known. */
export function dotOf(presence: PresenceView | null): Presence | undefined {
  if (!presence) return undefined;
  return presence.dnd && presence.state !== "offline" ? "dnd" : presence.state;
}

export const usePresenceDot = (userId: string | null): Presence | undefined => dotOf(usePresence(userId));
