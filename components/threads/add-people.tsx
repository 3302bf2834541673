"use client";

import { type FormEvent, useState } from "react";
import { addParticipants } from "../../lib/client/actions.ts";
import { useParticipants, useThread } from "../../lib/client/hooks.ts";
import type { PersonView } from "../../lib/contract/people.ts";
import { PeoplePicker } from "../people/people-picker.tsx";
import { useThreadTitle } from "../people/person-names.ts";
import { attempt } from "../shell/attempt.ts";
import { closeLayer } from "../shell/shell-state.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../ui/dialog.tsx";
import { Switch } from "../ui/switch.tsx";
import { notify } from "../ui/toast.ts";

/** The window that adds people to a thread. */
export function AddPeople({ threadId }: { threadId: string }) {
  const title = useThreadTitle(threadId);
  const members = useParticipants(threadId) ?? [];
  const [people, setPeople] = useState<PersonView[]>([]);
  const [asGuests, setAsGuests] = useState(false);
  const [busy, setBusy] = useState(false);
  const thread = useThread(threadId);
  const named = thread?.kind === "PUBLIC" || thread?.kind === "PRIVATE";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const added = await attempt(
      addParticipants(
        threadId,
        people.map(({ id }) => id),
        asGuests ? "GUEST" : "MEMBER",
      ).then(() => true),
    );
    setBusy(false);
    if (!added) return;
    closeLayer();
    notify(people.length === 1 ? `${people[0]?.displayName} was added.` : `${people.length} people were added.`);
  };

  return (
    <Dialog open onOpenChange={(open) => !open && closeLayer()} title={`Add people to ${title}`}>
      <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <PeoplePicker
            label="People"
            chosen={people}
            onChange={setPeople}
            max={50}
            exceptIds={members.map(({ userId }) => userId)}
            autoFocus
          />
          {named && (
            <Switch
              label="As guests"
              hint={
                thread.kind === "PRIVATE"
                  ? "Guests read what is written from now on, and attach nothing."
                  : "Guests attach nothing and mention nobody but people."
              }
              checked={asGuests}
              onChange={setAsGuests}
            />
          )}
        </DialogBody>
        <DialogActions>
          <Button onClick={closeLayer}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy} disabled={people.length === 0}>
            Add
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
