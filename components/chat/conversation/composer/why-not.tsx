"use client";

import { Archive, Ban, Clock, Lock, Megaphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { joinThread } from "../../../../lib/client/actions.ts";
import { runOnServer } from "../../../../lib/client/administration.ts";
import { useEntry, usePerson, useThread } from "../../../../lib/client/hooks.ts";
import { attempt } from "../../../shell/attempt.ts";
import { HelperLine } from "../../../threads/details/helper-line.tsx";
import { Button } from "../../../ui/button.tsx";
import type { PostingBar } from "../ask-policy.ts";
import { atTimeOrDate, shortTime } from "../time-text.ts";
import { useTimeStyle } from "../use-time-style.ts";

function Bar({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex min-h-touch flex-wrap items-center justify-center gap-x-3 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2.5 text-sm text-text-2 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-text-3"
    >
      {icon}
      {children}
    </div>
  );
}

function Join({ threadId }: { threadId: string }) {
  const name = useThread(threadId)?.name ?? "this thread";
  const [busy, setBusy] = useState(false);
  const join = async () => {
    setBusy(true);
    await attempt(joinThread(threadId));
    setBusy(false);
  };
  return (
    <Bar>
      <span>
        You are reading <b className="font-semibold text-text">#{name}</b> as a visitor. Join to write and to be told
        what is new.
      </span>
      <Button look="primary" busy={busy} onClick={() => void join()}>
        Join thread
      </Button>
    </Bar>
  );
}

function TimedOut({ threadId, until }: { threadId: string; until: string }) {
  const style = useTimeStyle();
  const entry = useEntry(threadId);
  const by = usePerson(entry?.mutedById)?.displayName;
  const when = atTimeOrDate(until, new Date(), style).replace(/^(?:at|on) /, "");
  return (
    <Bar icon={<Clock aria-hidden="true" />}>
      <span>
        You are timed out until {when}
        {when.includes(":") ? "" : `, ${shortTime(until, style)}`}
        {by && ` by ${by}`}
        {entry?.muteReason ? `: ${entry.muteReason}` : "."} You can go on reading; a moderator can lift it.{" "}
        <HelperLine threadId={threadId} />
      </span>
    </Bar>
  );
}

function Blocked({ threadId }: { threadId: string }) {
  const other = usePerson(useEntry(threadId)?.memberIds[0]);
  if (!other) return null;
  return (
    <Bar icon={<Ban aria-hidden="true" />}>
      <span>You have blocked {other.displayName}: neither of you can write here.</span>
      <Button onClick={() => void attempt(runOnServer("person:unblock", { userId: other.id }))}>Unblock</Button>
    </Bar>
  );
}

/** In place of the composer: why one cannot write here, until when, and what would change it. */
export function WhyNot({ threadId, bar }: { threadId: string; bar: PostingBar }) {
  switch (bar.kind) {
    case "join":
      return <Join threadId={threadId} />;
    case "timedOut":
      return <TimedOut threadId={threadId} until={new Date(bar.until).toISOString()} />;
    case "blocked":
      return <Blocked threadId={threadId} />;
    default: {
      const Icon = ICONS[bar.kind];
      return (
        <Bar icon={<Icon aria-hidden="true" />}>
          <span>
            {bar.why} <HelperLine threadId={threadId} role={bar.helper} />
          </span>
        </Bar>
      );
    }
  }
}

const ICONS = { archived: Archive, locked: Lock, announcement: Megaphone, refused: Lock };
