"use client";

import { CheckCheck, Compass, MessageSquare, Plus } from "lucide-react";
import { useEntries, useMe, useTotals } from "../../lib/client/hooks.ts";
import type { ChatState } from "../../lib/client/state.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { useChatStore } from "../people/person-names.ts";
import { countsOf } from "../threads/row-text.ts";
import { ThreadRow } from "../threads/thread-row.tsx";
import { Button } from "../ui/button.tsx";
import { ButtonLink } from "../ui/button-link.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { PageHeader } from "./page-header.tsx";
import { useIsMac } from "./platform.ts";
import { openLayer } from "./shell-state.ts";
import { shortcutText } from "./shortcuts.ts";
import { markAllWithUndo } from "./use-shortcuts.ts";

/** The first page: what waits, or, where nothing does yet, how to begin. */
export function HomePane() {
  const { starred, threads, direct } = useEntries();
  const totals = useTotals();
  const state = useChatStore().getState();
  const all = [...starred, ...threads, ...direct];
  const unread = all.filter((id) => isUnread(state, id));
  return (
    <>
      <PageHeader title="Home" />
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-xl flex-col gap-8 px-6 py-10 max-md:px-4 max-md:py-6">
          <Greeting />
          {all.length === 0 ? (
            <FirstSteps />
          ) : unread.length > 0 ? (
            <section aria-labelledby="waiting">
              <div className="flex items-center justify-between pb-2">
                <h2 id="waiting" className="text-sm font-semibold">
                  {unread.length === 1 ? "1 thread waits for you" : `${unread.length} threads wait for you`}
                </h2>
                <Button look="quiet" onClick={() => void markAllWithUndo()}>
                  <CheckCheck aria-hidden="true" className="size-4" /> Mark all read
                </Button>
              </div>
              <ul className="rounded-lg border border-line bg-raised p-1.5">
                {unread.map((id) => (
                  <ThreadRow key={id} threadId={id} active={false} tabStop />
                ))}
              </ul>
            </section>
          ) : (
            <p className="rounded-lg border border-line bg-raised px-5 py-4 text-sm text-text-2">
              <strong className="font-semibold text-text">You have read everything.</strong>{" "}
              {totals.unread > 0 ? "Only muted threads have more." : "Pick a thread, or start something new."}
            </p>
          )}
          <Actions />
        </div>
      </div>
    </>
  );
}

const isUnread = (state: ChatState, threadId: string) => {
  const entry = state.threads[threadId]?.entry;
  return Boolean(entry && countsOf(entry).bold);
};

function Greeting() {
  const { displayName, timeZone } = useMe();
  const now = useNow(60_000);
  const hour = Number(
    new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", ...(timeZone ? { timeZone } : {}) }).format(now),
  );
  const greeting = hour < 5 ? "Good night" : hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
  return (
    // The server may stand in another time zone than the person.
    <p suppressHydrationWarning className="text-xl font-semibold tracking-tight">
      {greeting}, {displayName.split(" ")[0]}
    </p>
  );
}

function FirstSteps() {
  return (
    <section aria-labelledby="begin" className="rounded-lg border border-line bg-raised px-5 py-4">
      <h2 id="begin" className="text-md font-semibold">
        Welcome. Three ways to begin
      </h2>
      <ol className="mt-2 flex list-decimal flex-col gap-1.5 pl-5 text-sm text-text-2">
        <li>Browse the public threads and join the ones you care about.</li>
        <li>Write to somebody directly: only the two of you can read it.</li>
        <li>Start a thread for a topic and add the people it concerns.</li>
      </ol>
    </section>
  );
}

function Actions() {
  const mac = useIsMac();
  return (
    <section aria-label="What you can do" className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <ButtonLink href="/browse">
          <Compass aria-hidden="true" className="size-4" /> Browse threads
        </ButtonLink>
        <Button onClick={() => openLayer({ name: "newDirect" })}>
          <MessageSquare aria-hidden="true" className="size-4" /> New direct message
        </Button>
        <Button onClick={() => openLayer({ name: "createThread" })}>
          <Plus aria-hidden="true" className="size-4" /> New thread
        </Button>
      </div>
      <p className="text-xs text-text-3 max-md:hidden">
        <Kbd keys={shortcutText("switcher", mac)} /> jumps anywhere, <Kbd keys={shortcutText("nextUnread", mac)} /> goes
        to the next unread thread, <Kbd keys={shortcutText("help", mac)} /> shows every shortcut.
      </p>
    </section>
  );
}
