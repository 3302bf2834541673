"use client";

import { Hand, Pencil, Pin, Reply, Smile } from "lucide-react";
import { startDirect } from "../../threads/thread-actions.ts";
import { useThreadHelper } from "../../threads/use-thread-helper.ts";
import { MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import type { Barred, Deed } from "./message-rights.ts";

const ICONS = { reply: Reply, react: Smile, edit: Pencil, pin: Pin };
const NAMES: Record<Deed, string> = { reply: "Reply", react: "React", edit: "Edit", pin: "Pin to the thread" };

/** What cannot be done to a message just now, why, and whom to ask. What bars several of them is shown once, and heard with each. */
export function BarredItems({ threadId, barred }: { threadId: string; barred: readonly Barred[] }) {
  return (
    <>
      {[...Map.groupBy(barred, ({ why }) => why)].map(([why, bars]) => (
        <BarredGroup key={why} threadId={threadId} bars={bars} />
      ))}
    </>
  );
}

function BarredGroup({ threadId, bars }: { threadId: string; bars: readonly Barred[] }) {
  const helper = useThreadHelper(threadId, bars[0]?.helper ?? null);
  return (
    <>
      <MenuSeparator />
      {bars.map(({ deed, why }, index) => {
        const Icon = ICONS[deed];
        const isLast = index === bars.length - 1;
        return (
          <MenuItem key={deed} icon={<Icon />} disabled why={isLast ? why : null}>
            {NAMES[deed]}
            {!isLast && <span className="sr-only">. {why}</span>}
          </MenuItem>
        );
      })}
      {helper && (
        <MenuItem icon={<Hand />} onClick={() => void startDirect([helper.userId])}>
          Ask {helper.firstName}
        </MenuItem>
      )}
    </>
  );
}
