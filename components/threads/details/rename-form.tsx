"use client";

import { type FormEvent, useState } from "react";
import { updateThread } from "../../../lib/client/actions.ts";
import { THREAD_NAME_MAX, TOPIC_MAX } from "../../../lib/contract/limits.ts";
import type { ThreadView } from "../../../lib/contract/threads.ts";
import { attempt, failureText } from "../../shell/attempt.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { notifyWithUndo } from "../../ui/toast.ts";

/** Changes a thread's name and topic in place. */
export function RenameForm({ thread, onDone }: { thread: ThreadView; onDone: () => void }) {
  const [name, setName] = useState(thread.name);
  const [topic, setTopic] = useState(thread.topic);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const change = {
      ...(name.trim() === thread.name ? {} : { name: name.trim() }),
      ...(topic.trim() === thread.topic ? {} : { topic: topic.trim() }),
    };
    if (Object.keys(change).length === 0) return onDone();
    if (change.name === "") return setError("A thread needs a name.");
    setBusy(true);
    try {
      await updateThread(thread.id, change);
      onDone();
      const before = { name: thread.name, topic: thread.topic };
      notifyWithUndo("Changed.", () => void attempt(updateThread(thread.id, before)));
    } catch (failure) {
      setError(failureText(failure));
      setBusy(false);
    }
  };

  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        event.preventDefault();
        onDone();
      }}
      className="flex flex-col gap-3 pb-2"
    >
      <Field label="Name" error={error}>
        <Input autoFocus value={name} maxLength={THREAD_NAME_MAX} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Topic">
        <Input value={topic} maxLength={TOPIC_MAX} onChange={(event) => setTopic(event.target.value)} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
