"use client";

import { MessageSquare, Search, Users } from "lucide-react";
import { searchPeople } from "../../lib/client/actions.ts";
import { useMe, usePerson } from "../../lib/client/hooks.ts";
import type { PeoplePage as Page, PersonView } from "../../lib/contract/people.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { useTimeStyle } from "../chat/conversation/use-time-style.ts";
import { SearchPage } from "../shell/search-page.tsx";
import { openPerson } from "../shell/shell-state.ts";
import { startDirect } from "../threads/thread-actions.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { localTimeOf } from "./local-time.ts";
import { PersonAvatar } from "./person-avatar.tsx";
import { statusOf } from "./status-text.ts";

/** Everybody in the workspace. */
export function PeoplePage() {
  return (
    <SearchPage
      title="People"
      label="Find a person"
      what="people"
      queryKey="directory"
      load={searchPeople}
      rowsOf={({ people }: Page) => people.filter(({ status }) => status !== "DELETED")}
      empty={(q) => (
        <EmptyState icon={q ? <Search /> : <Users />} title={q ? `Nobody is called “${q}”` : "Nobody else is here yet"}>
          People appear here as soon as they have signed in once.
        </EmptyState>
      )}
      className="max-w-3xl"
    >
      {(people) => (
        <ul className="grid gap-2.5 sm:grid-cols-2">
          {people.map((person) => (
            <PersonTile key={person.id} found={person} />
          ))}
        </ul>
      )}
    </SearchPage>
  );
}

function PersonTile({ found }: { found: PersonView }) {
  // The store's copy is kept up to date; the page that was asked for is as old as the question.
  const person = usePerson(found.id) ?? found;
  const me = useMe();
  const now = useNow(60_000);
  const localTime = localTimeOf(person.timeZone, now, useTimeStyle());
  const status = statusOf(person, now);
  const facts = [person.title, localTime && `${localTime} for them`].filter(Boolean).join(" · ");
  return (
    <li className="flex items-center gap-1 rounded-lg border border-line bg-raised p-1.5">
      <button
        type="button"
        onClick={() => openPerson(person.id)}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-md p-1.5 text-left hover:bg-hover"
      >
        <PersonAvatar userId={person.id} size={40} withPresence />
        <span className="min-w-0 flex-1 leading-snug">
          <span className="flex items-center gap-1.5">
            <span className="truncate text-sm font-semibold">{person.displayName}</span>
            {person.id === me.id && <Badge>You</Badge>}
            {person.role !== "MEMBER" && <Badge tone="accent">{person.role === "OWNER" ? "Owner" : "Admin"}</Badge>}
            {person.status !== "ACTIVE" && <Badge tone="danger">Deactivated</Badge>}
          </span>
          <span className="block truncate text-xs text-text-3">
            {facts || (person.username && `@${person.username}`)}
          </span>
          {status && <span className="block truncate text-xs text-text-2">{status}</span>}
        </span>
      </button>
      {person.id !== me.id && person.status === "ACTIVE" && (
        <IconButton label={`Message ${person.displayName}`} onClick={() => void startDirect([person.id])}>
          <MessageSquare />
        </IconButton>
      )}
    </li>
  );
}
