"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askServer, runOnServer } from "../../lib/client/administration.ts";
import { attempt } from "../shell/attempt.ts";
import { Button } from "../ui/button.tsx";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { deviceName } from "./device-name.ts";
import { SessionLine } from "./session-line.tsx";
import { SettingGroup } from "./setting-group.tsx";

const KEY = ["ownSessions"];

/** Where one is signed in, and the way to end what should not be. */
export function OwnSessions() {
  const queries = useQueryClient();
  const result = useQuery({ queryKey: KEY, queryFn: () => askServer("ownSessions", {}) });
  const [busy, setBusy] = useState<string | null>(null);
  const run = async (name: string, work: Promise<unknown>) => {
    setBusy(name);
    await attempt(work);
    await queries.invalidateQueries({ queryKey: KEY });
    setBusy(null);
  };
  const sessions = result.data?.sessions ?? [];
  return (
    <SettingGroup title="Where you are signed in" hint="Ending a session signs that browser out at once.">
      {result.isError ? (
        <ErrorPanel title="Your sessions could not be loaded" onRetry={() => void result.refetch()} />
      ) : result.isPending ? (
        <RowsSkeleton rows={2} label="Loading your sessions" />
      ) : (
        <ul className="divide-y divide-line">
          {sessions.map((session) => (
            <SessionLine
              key={session.id}
              session={session}
              action={
                !session.current && (
                  <Button
                    aria-label={`End the session of ${deviceName(session.device)}`}
                    busy={busy === session.id}
                    onClick={() => void run(session.id, runOnServer("session:end", { sessionId: session.id }))}
                  >
                    End
                  </Button>
                )
              }
            />
          ))}
        </ul>
      )}
      {sessions.some(({ current }) => !current) && (
        <div className="pt-3">
          <Button
            look="danger"
            busy={busy === "others"}
            onClick={() => void run("others", runOnServer("session:end-others", {}))}
          >
            Sign out everywhere else
          </Button>
        </div>
      )}
    </SettingGroup>
  );
}
