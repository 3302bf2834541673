"use client";

import { type FormEvent, useState } from "react";
import { updateProfile } from "../../lib/client/actions.ts";
import { useMe } from "../../lib/client/hooks.ts";
import { attempt } from "../shell/attempt.ts";
import { closeLayer } from "../shell/shell-state.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { type StatusLength, STATUS_LENGTHS, untilOf } from "./status-length.ts";

const SUGGESTIONS = [
  ["📅", "In a meeting", "1h"],
  ["🎧", "Focusing", "4h"],
  ["🏡", "Working from home", "today"],
  ["🤒", "Out sick", "today"],
  ["🌴", "On holiday", "none"],
] as const;

/** The window for one's own status. */
export function StatusDialog() {
  const me = useMe();
  const [emoji, setEmoji] = useState(me.statusEmoji ?? "");
  const [text, setText] = useState(me.statusText);
  const [length, setLength] = useState<StatusLength>("today");
  const [busy, setBusy] = useState(false);

  const save = async (status: { emoji: string; text: string; until: string | null }) => {
    setBusy(true);
    const saved = await attempt(
      updateProfile({ statusEmoji: status.emoji || null, statusText: status.text, statusUntil: status.until }),
    );
    setBusy(false);
    if (saved) closeLayer();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save({ emoji: emoji.trim(), text: text.trim(), until: untilOf(length, new Date()) });
  };

  return (
    <Dialog open onOpenChange={(open) => !open && closeLayer()} title="Your status" className="w-[26rem]">
      <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-4">
          <div className="grid grid-cols-[4rem_1fr] gap-2">
            <Field label="Emoji">
              <Input
                value={emoji}
                onChange={(event) => setEmoji(event.target.value)}
                placeholder="🌊"
                maxLength={16}
                className="text-center"
              />
            </Field>
            <Field label="What is going on?">
              <Input
                autoFocus
                value={text}
                onChange={(event) => setText(event.target.value)}
                maxLength={100}
                placeholder="Shipping until four"
              />
            </Field>
          </div>
          <ul className="flex flex-col">
            {SUGGESTIONS.map(([icon, words, lasts]) => (
              <li key={words}>
                <button
                  type="button"
                  onClick={() => {
                    setEmoji(icon);
                    setText(words);
                    setLength(lasts);
                  }}
                  className="flex h-9 w-full items-center gap-2.5 rounded-sm px-2 text-left text-sm hover:bg-hover max-md:h-touch"
                >
                  <span aria-hidden="true">{icon}</span>
                  {words}
                  <span className="text-xs text-text-3">
                    {STATUS_LENGTHS.find(({ value }) => value === lasts)?.label}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <div className="flex items-center justify-between gap-3">
            <span className="text-sm font-medium">Clear it</span>
            <Select label="When to clear it" value={length} options={STATUS_LENGTHS} onChange={setLength} />
          </div>
        </DialogBody>
        <DialogActions>
          {(me.statusText || me.statusEmoji) && (
            <Button look="quiet" disabled={busy} onClick={() => void save({ emoji: "", text: "", until: null })}>
              Clear now
            </Button>
          )}
          <Button type="submit" look="primary" busy={busy} disabled={!emoji.trim() && !text.trim()}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
