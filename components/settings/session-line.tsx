"use client";

import { MonitorSmartphone } from "lucide-react";
import type { ReactNode } from "react";
import type { SessionView } from "../../lib/contract/sessions.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { agoText } from "../threads/ago-text.ts";
import { Badge } from "../ui/badge.tsx";
import { deviceName } from "./device-name.ts";

/** One session: which browser, from where, since when. */
export function SessionLine({ session, action }: { session: SessionView; action?: ReactNode }) {
  const now = useNow(60_000);
  return (
    <li className="flex min-h-14 items-center gap-3 py-2">
      <MonitorSmartphone aria-hidden="true" className="size-5 shrink-0 stroke-[1.75] text-text-3" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-sm font-medium">
          <span className="truncate">{deviceName(session.device)}</span>
          {session.current && <Badge tone="accent">This one</Badge>}
        </p>
        <p className="truncate text-xs text-text-3">
          {[session.ip, `here ${agoText(session.lastSeenAt, now)}`, `since ${agoText(session.startedAt, now)}`]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {action}
    </li>
  );
}
