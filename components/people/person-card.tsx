"use client";

import { MessageSquare, Pencil } from "lucide-react";
import { useState } from "react";
import { useBlocks, useMe, usePerson, usePresence } from "../../lib/client/hooks.ts";
import type { SystemRole } from "../../lib/contract/roles.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { useTimeStyle } from "../chat/conversation/use-time-style.ts";
import { BlockButton } from "../moderation/block-button.tsx";
import { closeLayer } from "../shell/shell-state.ts";
import { startDirect } from "../threads/thread-actions.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ButtonLink } from "../ui/button-link.tsx";
import { Dialog, DialogBody } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { localTimeOf } from "./local-time.ts";
import { PersonAvatar } from "./person-avatar.tsx";
import { presenceText } from "./presence-text.ts";
import { statusOf } from "./status-text.ts";

const ROLE: Record<SystemRole, string | null> = { OWNER: "Workspace owner", ADMIN: "Workspace admin", MEMBER: null };

/** The profile card of one person. */
export function PersonCard({ userId }: { userId: string }) {
  const person = usePerson(userId);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && closeLayer()}
      title={person?.displayName ?? "Profile"}
      className="w-[24rem]"
    >
      <DialogBody>{person ? <CardBody userId={userId} /> : <Skeleton className="h-24" />}</DialogBody>
    </Dialog>
  );
}

function CardBody({ userId }: { userId: string }) {
  const me = useMe();
  const person = usePerson(userId);
  const presence = usePresence(userId);
  const timeStyle = useTimeStyle();
  const now = useNow(30_000);
  const blocks = useBlocks(userId);
  const [busy, setBusy] = useState(false);
  if (!person) return null;
  const status = statusOf(person, now);
  const localTime = localTimeOf(person.timeZone, now, timeStyle);
  const message = async () => {
    setBusy(true);
    if (await startDirect([userId])) closeLayer();
    else setBusy(false);
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-4">
        <PersonAvatar userId={userId} size={72} />
        <div className="min-w-0 text-sm text-text-2">
          <p className="truncate">
            {[person.username && `@${person.username}`, person.pronouns].filter(Boolean).join(" · ")}
          </p>
          {person.title && <p className="truncate">{person.title}</p>}
          <p className="text-text-3">{presenceText(presence, person.lastSeenAt, { now: new Date(now), timeStyle })}</p>
          {localTime && <p className="text-text-3">{localTime} for them</p>}
        </div>
      </div>
      {(ROLE[person.role] || person.status !== "ACTIVE") && (
        <p className="flex gap-1.5">
          {ROLE[person.role] && <Badge tone="accent">{ROLE[person.role]}</Badge>}
          {person.status !== "ACTIVE" && <Badge tone="danger">Deactivated</Badge>}
        </p>
      )}
      {status && <p className="rounded-md border border-line bg-surface px-3 py-2 text-sm">{status}</p>}
      {person.bio && <p className="text-sm whitespace-pre-wrap text-text-2">{person.bio}</p>}
      {userId === me.id ? (
        <ButtonLink href="/settings" onClick={closeLayer} className="h-9">
          <Pencil aria-hidden="true" className="size-4" /> Edit your profile
        </ButtonLink>
      ) : (
        <div className="flex flex-col gap-2">
          {person.status === "ACTIVE" && !blocks && (
            <Button look="primary" className="h-9" busy={busy} onClick={() => void message()}>
              <MessageSquare aria-hidden="true" className="size-4" /> Message
            </Button>
          )}
          <BlockButton userId={userId} name={person.displayName} />
        </div>
      )}
    </div>
  );
}
