"use client";

import { Archive, Hash, Lock } from "lucide-react";
import { useEntry, useThread } from "../../lib/client/hooks.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";

/** `#` for a public thread, a lock for a private one, faces for a direct one. */
export function ThreadIcon({ threadId, withPresence = false }: { threadId: string; withPresence?: boolean }) {
  const entry = useEntry(threadId);
  const thread = useThread(threadId);
  const members = entry?.memberIds ?? [];
  const [first, second] = members;
  if (thread?.kind === "GROUP_DM" && first && second)
    return (
      <span aria-hidden="true" className="relative block size-6 shrink-0">
        <PersonAvatar userId={second} size={17} className="absolute top-0 right-0" />
        <PersonAvatar userId={first} size={17} className="absolute bottom-0 left-0 ring-2 ring-surface" />
      </span>
    );
  if (first && (thread?.kind === "DM" || thread?.kind === "GROUP_DM"))
    return <PersonAvatar userId={first} size={24} withPresence={withPresence} />;
  const Icon = thread?.state === "ARCHIVED" ? Archive : thread?.kind === "PUBLIC" ? Hash : Lock;
  return <Icon aria-hidden="true" className="size-4 shrink-0 stroke-[1.75] text-text-3" />;
}
