"use client";

import { UserPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { addParticipants } from "../../../../lib/client/actions.ts";
import { useMe, useParticipants, useThread } from "../../../../lib/client/hooks.ts";
import { usePeopleOf } from "../../../../lib/client/names.ts";
import type { PersonView } from "../../../../lib/contract/people.ts";
import { extractMentions } from "../../../../lib/markdown/mentions.ts";
import { attempt } from "../../../shell/attempt.ts";
import { useThreadPolicy } from "../../../threads/thread-policy.ts";
import { Button } from "../../../ui/button.tsx";

/** Whom a text names who is not in the thread: they would not be told. Empty until the members are known. */
function useOutsiders(threadId: string, body: string): PersonView[] {
  const me = useMe();
  const participants = useParticipants(threadId);
  const named = useMemo(() => extractMentions(body).userIds, [body]);
  const outside = useMemo(() => {
    if (!participants || named.length === 0) return [];
    const inside = new Set(participants.map(({ userId }) => userId));
    return named.filter((id) => id !== me.id && !inside.has(id));
  }, [participants, named, me.id]);
  const people = usePeopleOf(outside);
  return outside.flatMap((id) => people.get(id) ?? []).filter(({ status }) => status === "ACTIVE");
}

const namesOf = (people: readonly PersonView[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(people.map(({ displayName }) => displayName));

/**
 * Under the composer, before it is sent: who is named and would not be told, with the way to change that, or why there is
 * none.
 */
export function Outsiders({ threadId, body }: { threadId: string; body: string }) {
  const outsiders = useOutsiders(threadId, body);
  const thread = useThread(threadId);
  const ask = useThreadPolicy(threadId);
  const [busy, setBusy] = useState(false);
  if (outsiders.length === 0) return null;
  const judged = outsiders.map((person) => {
    const target = { id: person.id, systemRole: person.role, status: person.status, participant: null };
    return { person, ...ask("member.add", { target }) };
  });
  const addable = judged.flatMap(({ person, allowed }) => (allowed ? [person] : []));
  const why = judged.find(({ allowed }) => !allowed)?.why;
  const add = async () => {
    setBusy(true);
    await attempt(
      addParticipants(
        threadId,
        addable.map(({ id }) => id),
      ),
    );
    setBusy(false);
  };
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-1 pt-1.5 text-sm text-text-2">
      <span>
        {namesOf(outsiders)} {outsiders.length === 1 ? "is" : "are"} not in this thread and will not be told
        {thread?.kind === "PUBLIC" ? "." : ", nor can they read it."} {why}
      </span>
      {addable.length > 0 && (
        <Button busy={busy} onClick={() => void add()}>
          <UserPlus aria-hidden="true" className="size-4" /> Add{" "}
          {addable.length === 1 ? addable[0]?.displayName : "them"}
        </Button>
      )}
    </div>
  );
}
