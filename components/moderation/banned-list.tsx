"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { askServer, runOnServer } from "../../lib/client/administration.ts";
import { usePerson } from "../../lib/client/hooks.ts";
import type { BanView } from "../../lib/contract/moderation.ts";
import { atTimeOrDate } from "../chat/conversation/time-text.ts";
import { useTimeStyle } from "../chat/conversation/use-time-style.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { UNKNOWN_NAME } from "../people/person-names.ts";
import { attempt } from "../shell/attempt.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogBody } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { notify } from "../ui/toast.ts";

/** Who is banned from a thread, by whom and why, with the way back. */
export function BannedList({ threadId, onClose }: { threadId: string; onClose: () => void }) {
  const { data, isError, refetch } = useQuery({
    queryKey: ["bans", threadId],
    queryFn: () => askServer("bans", { threadId }),
    staleTime: 0,
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Banned people">
      <DialogBody>
        {isError ? (
          <ErrorPanel title="The list could not be loaded" onRetry={() => void refetch()} />
        ) : !data ? (
          <RowsSkeleton rows={2} label="Loading who is banned" className="px-0" />
        ) : data.bans.length === 0 ? (
          <EmptyState icon={<ShieldCheck />} title="Nobody is banned" />
        ) : (
          <ul className="flex flex-col">
            {data.bans.map((ban) => (
              <BannedRow key={ban.userId} threadId={threadId} ban={ban} />
            ))}
          </ul>
        )}
      </DialogBody>
    </Dialog>
  );
}

function BannedRow({ threadId, ban }: { threadId: string; ban: BanView }) {
  const name = usePerson(ban.userId)?.displayName ?? UNKNOWN_NAME;
  const by = usePerson(ban.bannedById)?.displayName;
  const style = useTimeStyle();
  const queries = useQueryClient();
  const lift = async () => {
    const done = await attempt(runOnServer("participant:unban", { threadId, userId: ban.userId }));
    if (done) notify(`${name} may come back.`);
    await queries.invalidateQueries({ queryKey: ["bans", threadId] });
  };
  return (
    <li className="flex min-h-12 items-center gap-3 border-b border-line py-2 last:border-0">
      <PersonAvatar userId={ban.userId} size={30} />
      <span className="min-w-0 flex-1 text-sm">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-xs break-words text-text-3">
          {[by && `By ${by}`, ban.at && atTimeOrDate(ban.at, new Date(), style)].filter(Boolean).join(" ")}
          {ban.reason && `: ${ban.reason}`}
        </span>
      </span>
      <Button aria-label={`Lift the ban of ${name}`} onClick={() => void lift()}>
        Lift
      </Button>
    </li>
  );
}
