"use client";

import { Hash, Lock, Plus, Search } from "lucide-react";
import { useState } from "react";
import { browseThreads, joinThread } from "../../lib/client/actions.ts";
import { useEntry } from "../../lib/client/hooks.ts";
import type { BrowsePage as Page } from "../../lib/contract/threads.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { attempt } from "../shell/attempt.ts";
import { showThread } from "../shell/navigate.ts";
import { SearchPage } from "../shell/search-page.tsx";
import { openLayer } from "../shell/shell-state.ts";
import { ThreadLink } from "../shell/thread-link.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { agoText } from "./ago-text.ts";

/** All threads that the person may find: read them, join them. */
export function BrowsePage() {
  return (
    <SearchPage
      title="Browse threads"
      actions={
        <Button look="primary" onClick={() => openLayer({ name: "createThread" })}>
          <Plus aria-hidden="true" className="size-4" /> New thread
        </Button>
      }
      label="Find a thread"
      what="threads"
      queryKey="browse"
      load={browseThreads}
      rowsOf={({ threads }: Page) => threads}
      empty={(q) => <NoThreads query={q} />}
      className="max-w-2xl"
    >
      {(threads) => (
        <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
          {threads.map((thread) => (
            <BrowseRow key={thread.id} thread={thread} />
          ))}
        </ul>
      )}
    </SearchPage>
  );
}

function NoThreads({ query }: { query: string }) {
  if (query)
    return (
      <EmptyState icon={<Search />} title={`No public thread matches “${query}”`}>
        Try a shorter word, or start the thread yourself. Private threads are not listed here.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<Hash />}
      title="No public threads yet"
      actions={
        <Button look="primary" onClick={() => openLayer({ name: "createThread" })}>
          Start the first one
        </Button>
      }
    >
      A public thread is open to everybody: announcements, a project, lunch.
    </EmptyState>
  );
}

function BrowseRow({ thread }: { thread: Page["threads"][number] }) {
  const entry = useEntry(thread.id);
  const joined = entry ? entry.status === "ACTIVE" : thread.joined;
  const [busy, setBusy] = useState(false);
  // Workspace admins are shown private threads as well: by name, until they join.
  const Icon = thread.kind === "PRIVATE" ? Lock : Hash;
  const now = useNow(60_000);
  const join = async () => {
    setBusy(true);
    const joinedNow = await attempt(joinThread(thread.id));
    setBusy(false);
    if (joinedNow) showThread(thread.id);
  };
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon
        aria-hidden="true"
        className="mt-0.5 size-4.5 shrink-0 self-start stroke-[1.75] text-text-3 max-md:hidden"
      />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <ThreadLink threadId={thread.id} className="truncate rounded-sm font-semibold hover:underline">
            {thread.name}
          </ThreadLink>
          {thread.kind === "PRIVATE" && <Badge>Private</Badge>}
          {thread.state === "ARCHIVED" && <Badge>Archived</Badge>}
        </p>
        {thread.topic && <p className="truncate text-sm text-text-2">{thread.topic}</p>}
        <p className="text-xs text-text-3">
          {thread.memberCount === 1 ? "1 member" : `${thread.memberCount} members`}
          {thread.lastMessageAt ? ` · last message ${agoText(thread.lastMessageAt, now)}` : " · nothing written yet"}
        </p>
      </div>
      {joined ? (
        <Button aria-label={`Open ${thread.name}`} onClick={() => showThread(thread.id)}>
          Open
        </Button>
      ) : (
        <Button aria-label={`Join ${thread.name}`} look="primary" busy={busy} onClick={() => void join()}>
          Join
        </Button>
      )}
    </li>
  );
}
