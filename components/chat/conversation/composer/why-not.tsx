"use client";

import { Archive, Clock, Lock, Megaphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { joinThread } from "../../../../lib/client/actions.ts";
import { useThread } from "../../../../lib/client/hooks.ts";
import { attempt } from "../../../shell/attempt.ts";
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

/** In place of the composer: why one cannot write here, until when, and what would change it. */
export function WhyNot({ threadId, bar }: { threadId: string; bar: PostingBar }) {
  const style = useTimeStyle();
  switch (bar.kind) {
    case "join":
      return <Join threadId={threadId} />;
    case "archived":
      return <Bar icon={<Archive aria-hidden="true" />}>This thread is archived: it can be read, not written in.</Bar>;
    case "locked":
      return <Bar icon={<Lock aria-hidden="true" />}>This thread is locked. Its moderators can still write.</Bar>;
    case "announcement":
      return (
        <Bar icon={<Megaphone aria-hidden="true" />}>Only moderators post here. You can read and reply elsewhere.</Bar>
      );
    case "timedOut": {
      const until = new Date(bar.until).toISOString();
      const when = atTimeOrDate(until, new Date(), style).replace(/^(?:at|on) /, "");
      return (
        <Bar icon={<Clock aria-hidden="true" />}>
          You are timed out until {when}
          {when.includes(":") ? "" : `, ${shortTime(until, style)}`}. You can go on reading.
        </Bar>
      );
    }
    case "refused":
      return <Bar icon={<Lock aria-hidden="true" />}>You cannot write in this thread.</Bar>;
  }
}
