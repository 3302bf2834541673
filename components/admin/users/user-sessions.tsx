"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askServer, runOnServer } from "../../../lib/client/administration.ts";
import type { AdminUserView } from "../../../lib/contract/administration.ts";
import type { SessionView } from "../../../lib/contract/sessions.ts";
import { deviceName } from "../../settings/device-name.ts";
import { SessionLine } from "../../settings/session-line.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogBody } from "../../ui/dialog.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { notify } from "../../ui/toast.ts";
import { ReasonDialog } from "../reason-dialog.tsx";

type UserSessionsProps = {
  user: AdminUserView;
  /** Why the viewer may not end them, or null. */
  why: string | null;
  onClose: () => void;
};

/** Where somebody is signed in, and the way to end what should not be. */
export function UserSessions({ user, why, onClose }: UserSessionsProps) {
  const [ending, setEnding] = useState<SessionView | null>(null);
  const result = useQuery({
    queryKey: ["admin", "sessions", user.id],
    queryFn: () => askServer("userSessions", { userId: user.id }),
  });
  if (ending) return <EndSession user={user} session={ending} onClose={() => setEnding(null)} />;
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
              <SessionLine
                key={session.id}
                session={session}
                action={
                  why === null && (
                    <Button
                      aria-label={`End the session of ${deviceName(session.device)}`}
                      onClick={() => setEnding(session)}
                    >
                      End
                    </Button>
                  )
                }
              />
            ))}
          </ul>
        )}
        {why && <p className="pt-2 text-xs text-text-3">{why}</p>}
      </DialogBody>
    </Dialog>
  );
}

/** Asks for the reason, and ends the one session. */
function EndSession({ user, session, onClose }: { user: AdminUserView; session: SessionView; onClose: () => void }) {
  const queries = useQueryClient();
  const device = deviceName(session.device);
  const run = async (reason: string) => {
    await runOnServer("user:end-session", { userId: user.id, sessionId: session.id, reason });
    notify(`${user.displayName} is signed out there.`);
    await queries.invalidateQueries({ queryKey: ["admin"] });
  };
  return (
    <ReasonDialog
      title={`End a session of ${user.displayName}`}
      description={`${device} is signed out at once. Their other sessions go on.`}
      confirm="End the session"
      onConfirm={run}
      onClose={onClose}
    />
  );
}
