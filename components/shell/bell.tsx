"use client";

import { Bell as BellIcon, CheckCheck, ShieldAlert } from "lucide-react";
import { useState } from "react";
import { seeNotifications } from "../../lib/client/actions.ts";
import { useBell, usePerson } from "../../lib/client/hooks.ts";
import type { NotificationView } from "../../lib/contract/notifications.ts";
import { useOneLine } from "../chat/conversation/one-line.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { UNKNOWN_NAME, useThreadTitle } from "../people/person-names.ts";
import { agoText } from "../threads/ago-text.ts";
import { Button } from "../ui/button.tsx";
import { CountBadge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { iconClass } from "../ui/icon-button.tsx";
import { Popover } from "../ui/popover.tsx";
import { attempt } from "./attempt.ts";
import { bellSentence } from "./bell-sentence.ts";
import { showThread } from "./navigate.ts";

/** What concerns the person: mentions, replies to them, threads they were added to, roles they were given, infected files. */
export function Bell() {
  const { data, isError, refetch } = useBell();
  const [open, setOpen] = useState(false);
  const unseen = data?.unseen ?? 0;
  const notifications = data?.notifications ?? [];
  const newest = notifications[0]?.id;
  const see = () => {
    if (newest && unseen > 0) void attempt(seeNotifications(newest));
  };
  return (
    <Popover
      label="What concerns you"
      open={open}
      onOpenChange={setOpen}
      className="flex max-h-[min(36rem,80dvh)] w-96 flex-col"
      trigger={
        <button
          type="button"
          aria-label={unseen > 0 ? `What concerns you, ${unseen} new` : "What concerns you"}
          className={classNames(iconClass, "relative")}
        >
          <BellIcon />
          {unseen > 0 && (
            <span aria-hidden="true" className="absolute -top-0.5 -right-0.5 scale-90">
              <CountBadge count={unseen} strong />
            </span>
          )}
        </button>
      }
    >
      <div className="flex min-h-12 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 className="text-sm font-semibold">What concerns you</h2>
        {unseen > 0 && (
          <Button look="quiet" onClick={see}>
            <CheckCheck aria-hidden="true" className="size-4" /> Mark all seen
          </Button>
        )}
      </div>
      {isError && notifications.length === 0 ? (
        <EmptyState
          title="This could not be loaded"
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      ) : notifications.length === 0 ? (
        <EmptyState icon={<BellIcon />} title="Nothing yet">
          When somebody mentions you, answers you or adds you to a thread, you find it here.
        </EmptyState>
      ) : (
        <ul className="scroll-quiet min-h-0 flex-1 overflow-y-auto p-1.5">
          {notifications.map((one) => (
            <BellLine key={one.id} notification={one} onOpen={() => setOpen(false)} />
          ))}
        </ul>
      )}
    </Popover>
  );
}

function BellLine({ notification, onOpen }: { notification: NotificationView; onOpen: () => void }) {
  const { actorId, threadId, messageId, body, createdAt, seen } = notification;
  const actor = usePerson(actorId);
  const title = useThreadTitle(threadId);
  const excerpt = useOneLine(body);
  const now = useNow(60_000);
  const go = () => {
    onOpen();
    showThread(threadId, messageId ?? undefined);
  };
  return (
    <li>
      <button
        type="button"
        onClick={go}
        className="flex w-full gap-3 rounded-md px-2.5 py-2 text-left text-sm -outline-offset-2 hover:bg-hover"
      >
        {actorId && <PersonAvatar userId={actorId} size={28} />}
        {notification.kind === "INFECTED" && (
          <ShieldAlert aria-hidden="true" className="size-7 shrink-0 p-1 text-danger" />
        )}
        <span className="min-w-0 flex-1 leading-snug">
          <span className={classNames("block", !seen && "font-semibold")}>
            {bellSentence(notification, { who: actor?.displayName ?? UNKNOWN_NAME, where: title })}
            {!seen && <span className="sr-only">, new</span>}
          </span>
          {excerpt && <span className="block truncate text-text-2">{excerpt}</span>}
          <span className="block text-xs text-text-3">{agoText(createdAt, now)}</span>
        </span>
        {!seen && <span aria-hidden="true" className="mt-1.5 size-2 shrink-0 rounded-full bg-accent" />}
      </button>
    </li>
  );
}
