"use client";

import { type FormEvent, useState } from "react";
import { updateProfile } from "../../lib/client/actions.ts";
import { useMe } from "../../lib/client/hooks.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { statusOf } from "../people/status-text.ts";
import { failureText } from "../shell/attempt.ts";
import { openLayer } from "../shell/shell-state.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { notify } from "../ui/toast.ts";
import { type ProfileDraft, changedFields, draftOf } from "./profile-draft.ts";
import { Setting, SettingGroup } from "./setting-group.tsx";
import { TimeZoneField } from "./time-zone-field.tsx";

/** How others see the person. */
export function ProfileSettings() {
  const me = useMe();
  const now = useNow(30_000);
  const [draft, setDraft] = useState<ProfileDraft>(() => draftOf(me));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const change = changedFields(draft, me);
  const changed = Object.keys(change).length > 0;
  const field = (name: "displayName" | "title" | "pronouns" | "bio") => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (draft.displayName.trim() === "") return setError("Your name cannot be empty.");
    setBusy(true);
    setError(null);
    try {
      setDraft(draftOf(await updateProfile(change)));
      notify("Your profile is saved.");
    } catch (failure) {
      setError(failureText(failure));
    }
    setBusy(false);
  };

  return (
    <>
      <div className="flex items-center gap-4 pt-5">
        <PersonAvatar userId={me.id} size={72} />
        <div className="min-w-0">
          <p className="truncate text-lg font-semibold">{me.displayName}</p>
          <p className="text-sm text-text-3">{me.username ? `@${me.username}` : "No username"}</p>
        </div>
      </div>
      <SettingGroup title="Status">
        <Setting label={statusOf(me, now) || "No status"} hint="A few words beside your name.">
          <Button onClick={() => openLayer({ name: "status" })}>Change</Button>
        </Setting>
      </SettingGroup>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pb-8">
        <Field label="Name" error={error}>
          <Input maxLength={64} autoComplete="name" {...field("displayName")} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="What you do">
            <Input maxLength={80} placeholder="Product" {...field("title")} />
          </Field>
          <Field label="Pronouns">
            <Input maxLength={40} placeholder="she/her" {...field("pronouns")} />
          </Field>
        </div>
        <Field label="About you">
          <Textarea maxLength={500} aria-label="About you" {...field("bio")} />
        </Field>
        <TimeZoneField value={draft.timeZone} onChange={(timeZone) => setDraft({ ...draft, timeZone })} />
        <div className="flex justify-end gap-2">
          {changed && <Button onClick={() => setDraft(draftOf(me))}>Discard</Button>}
          <Button type="submit" look="primary" busy={busy} disabled={!changed}>
            Save
          </Button>
        </div>
      </form>
    </>
  );
}
