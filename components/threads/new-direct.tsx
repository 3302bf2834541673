"use client";

import { type FormEvent, useState } from "react";
import type { PersonView } from "../../lib/contract/people.ts";
import { PeoplePicker } from "../people/people-picker.tsx";
import { closeLayer } from "../shell/shell-state.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../ui/dialog.tsx";
import { startDirect } from "./thread-actions.ts";

/** The most other people in a group direct message. */
const MOST = 9;

/** The window that starts a direct message; with several people it becomes a group. */
export function NewDirect() {
  const [people, setPeople] = useState<PersonView[]>([]);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (people.length === 0) return;
    setBusy(true);
    if (await startDirect(people.map((person) => person.id))) closeLayer();
    else setBusy(false);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && closeLayer()}
      title="New direct message"
      description="Between you and up to nine others. Nobody else can find it or read it."
    >
      <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <PeoplePicker label="To" chosen={people} onChange={setPeople} max={MOST} autoFocus />
        </DialogBody>
        <DialogActions>
          <Button onClick={closeLayer}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy} disabled={people.length === 0}>
            {people.length > 1 ? "Start a group" : "Open"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
