"use client";

import { useQuery } from "@tanstack/react-query";
import { askServer } from "../../../lib/client/administration.ts";
import type { AdminUserView } from "../../../lib/contract/administration.ts";
import { SessionLine } from "../../settings/session-line.tsx";
import { Dialog, DialogBody } from "../../ui/dialog.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";

/** Where somebody is signed in. */
export function UserSessions({ user, onClose }: { user: AdminUserView; onClose: () => void }) {
  const result = useQuery({
    queryKey: ["admin", "sessions", user.id],
    queryFn: () => askServer("userSessions", { userId: user.id }),
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Sessions of ${user.displayName}`}>
      <DialogBody>
        {result.isError ? (
          <ErrorPanel title="The sessions could not be loaded" onRetry={() => void result.refetch()} />
        ) : result.isPending ? (
          <RowsSkeleton rows={2} label="Loading the sessions" />
        ) : result.data.sessions.length === 0 ? (
          <p className="py-6 text-center text-sm text-text-3">They are signed in nowhere.</p>
        ) : (
          <ul className="divide-y divide-line">
            {result.data.sessions.map((session) => (
              <SessionLine key={session.id} session={session} />
            ))}
          </ul>
        )}
      </DialogBody>
    </Dialog>
  );
}
