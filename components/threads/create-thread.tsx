"use client";

import { Hash, Lock } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { createThread } from "../../lib/client/actions.ts";
import type { PersonView } from "../../lib/contract/people.ts";
import { THREAD_NAME_MAX, TOPIC_MAX } from "../../lib/contract/limits.ts";
import { PeoplePicker } from "../people/people-picker.tsx";
import { failureText } from "../shell/attempt.ts";
import { showThread } from "../shell/navigate.ts";
import { closeLayer } from "../shell/shell-state.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Dialog, DialogActions, DialogBody } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

const close = (open: boolean) => !open && closeLayer();

/** The window that makes a thread: a name, who may find it, who is in it from the start. */
export function CreateThread() {
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [kind, setKind] = useState<"PUBLIC" | "PRIVATE">("PUBLIC");
  const [people, setPeople] = useState<PersonView[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setError("Give it a name: what will people talk about?");
    setBusy(true);
    try {
      const memberIds = people.map((person) => person.id);
      const { threadId } = await createThread({ kind, name: name.trim(), topic: topic.trim(), memberIds });
      closeLayer();
      showThread(threadId);
    } catch (failure) {
      setError(failureText(failure));
      setBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={close} title="New thread" description="A place for one topic or one group of people.">
      <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-4">
          <Field label="Name" error={error}>
            <Input
              autoFocus
              value={name}
              maxLength={THREAD_NAME_MAX}
              onChange={(event) => {
                setName(event.target.value);
                setError(null);
              }}
              placeholder="launch-week"
              autoComplete="off"
            />
          </Field>
          <Field label="Topic" hint="One line above the conversation. It can be changed any time.">
            <Input
              value={topic}
              maxLength={TOPIC_MAX}
              onChange={(event) => setTopic(event.target.value)}
              placeholder="Everything for the 4th"
              autoComplete="off"
            />
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1.5 text-sm font-semibold">Who can find it</legend>
            <KindChoice
              chosen={kind === "PUBLIC"}
              onChoose={() => setKind("PUBLIC")}
              icon={<Hash />}
              title="Everybody"
              text="Anybody in the workspace can read and join."
            />
            <KindChoice
              chosen={kind === "PRIVATE"}
              onChoose={() => setKind("PRIVATE")}
              icon={<Lock />}
              title="Members only"
              text="Only people who are added can read it."
            />
          </fieldset>
          <PeoplePicker label="Add people" chosen={people} onChange={setPeople} max={50} />
        </DialogBody>
        <DialogActions>
          <Button onClick={closeLayer}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Create thread
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

type KindChoiceProps = { chosen: boolean; onChoose: () => void; icon: ReactNode; title: string; text: string };

function KindChoice({ chosen, onChoose, icon, title, text }: KindChoiceProps) {
  return (
    <label
      className={classNames(
        "flex items-center gap-3 rounded-md border border-line px-3 py-2 has-focus-visible:outline-2 has-focus-visible:outline-accent [&_svg]:size-4.5 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-text-3",
        chosen && "border-accent-line bg-accent-soft [&_svg]:text-accent-text",
      )}
    >
      <input type="radio" name="kind" checked={chosen} onChange={onChoose} className="sr-only" />
      {icon}
      <span className="min-w-0 text-sm">
        <span className="block font-semibold">{title}</span>
        <span className="block text-xs text-text-2">{text}</span>
      </span>
    </label>
  );
}
