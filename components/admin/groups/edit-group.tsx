"use client";

import { type FormEvent, useState } from "react";
import { saveGroup } from "../../../lib/client/administration.ts";
import { usePeopleOf } from "../../../lib/client/names.ts";
import { newId } from "../../../lib/client/new-id.ts";
import { GROUP_HANDLE, GROUP_MEMBERS_MAX } from "../../../lib/contract/group-handle.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { PeopleGroupView } from "../../../lib/contract/people-groups.ts";
import { PeoplePicker } from "../../people/people-picker.tsx";
import { failureText } from "../../shell/attempt.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { notify } from "../../ui/toast.ts";

type Mistake = { field: "handle" | "name" | "people"; text: string };

/** Makes a group of people, or changes one. */
export function EditGroup({ group, onClose }: { group: PeopleGroupView | null; onClose: () => void }) {
  const known = usePeopleOf(group?.memberIds ?? []);
  const [handle, setHandle] = useState(group?.handle ?? "");
  const [name, setName] = useState(group?.name ?? "");
  const [chosen, setChosen] = useState<PersonView[] | null>(group ? null : []);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Mistake | null>(null);
  // One id for all tries: a repeat whose first answer was lost makes nothing twice.
  const [groupId] = useState(() => group?.id ?? newId());
  // Until somebody is chosen or taken out it is who is in it, as far as their names have come.
  const people = chosen ?? [...known.values()];
  const isComplete = chosen !== null || known.size === group?.memberIds.length;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!GROUP_HANDLE.test(handle)) return setError({ field: "handle", text: "2 to 32 of a–z, 0–9, _ and -." });
    if (name.trim() === "") return setError({ field: "name", text: "Say who they are." });
    if (people.length === 0) return setError({ field: "people", text: "Choose somebody." });
    setBusy(true);
    setError(null);
    try {
      const memberIds = people.map(({ id }) => id);
      await saveGroup({ groupId, version: group?.version ?? 0, handle, name: name.trim(), memberIds });
      notify(group ? `@${handle} is changed.` : `@${handle} can be mentioned.`);
      onClose();
    } catch (failure) {
      const { code } = failure as { code?: string };
      setError({ field: code === "NOT_FOUND" ? "people" : "handle", text: failureText(failure) });
      setBusy(false);
    }
  };
  const errorOf = (field: Mistake["field"]) => (error?.field === field ? error.text : null);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={group ? `Change @${group.handle}` : "Add a group"}
      description="A message that mentions it tells those of its people who are in the thread."
      className="w-[28rem]"
    >
      <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-4">
          <Field label="Handle" hint={`Written @${handle || "handle"}`} error={errorOf("handle")}>
            <Input
              value={handle}
              maxLength={32}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              autoFocus
              onChange={(event) => setHandle(event.target.value.toLowerCase().replace(/^@/, ""))}
            />
          </Field>
          <Field label="Name" error={errorOf("name")}>
            <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          </Field>
          <div>
            <PeoplePicker label="People" chosen={people} onChange={setChosen} max={GROUP_MEMBERS_MAX} withMe />
            {errorOf("people") && (
              <p role="alert" className="mt-1 text-sm text-danger">
                {errorOf("people")}
              </p>
            )}
          </div>
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy} disabled={!isComplete}>
            {group ? "Save it" : "Add it"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
