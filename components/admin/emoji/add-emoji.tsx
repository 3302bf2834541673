"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ImagePlus } from "lucide-react";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { addEmoji } from "../../../lib/client/administration.ts";
import { newId } from "../../../lib/client/new-id.ts";
import { EMOJI_MAX_BYTES, EMOJI_NAME, writtenEmoji } from "../../../lib/contract/emoji-name.ts";
import { failureText } from "../../shell/attempt.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { notify } from "../../ui/toast.ts";

const TYPES = ["image/png", "image/gif", "image/webp"];

/** What a file's name suggests. */
const nameOf = (file: File) =>
  file.name
    .replace(/\.\w+$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "_")
    .slice(0, 32);

/** Asks for a picture and its name. */
export function AddEmoji({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ field: "picture" | "name"; text: string } | null>(null);
  // One id for all tries: a repeat whose first answer was lost adds nothing.
  const [id] = useState(newId);
  const picker = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const shown = useMemo(() => file && URL.createObjectURL(file), [file]);
  useEffect(() => () => void (shown && URL.revokeObjectURL(shown)), [shown]);

  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setError(null);
    if (!TYPES.includes(chosen.type)) return setError({ field: "picture", text: "A PNG, GIF or WebP picture." });
    if (chosen.size > EMOJI_MAX_BYTES) return setError({ field: "picture", text: "256 KB at most." });
    setFile(chosen);
    setName((before) => before || nameOf(chosen));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file) return setError({ field: "picture", text: "Choose a picture first." });
    if (!EMOJI_NAME.test(name)) return setError({ field: "name", text: "2 to 32 of a–z, 0–9, _ and -." });
    setBusy(true);
    setError(null);
    try {
      await addEmoji({ id, name, file });
      notify(`${writtenEmoji(name)} is there for everybody.`);
      await queries.invalidateQueries({ queryKey: ["admin"] });
      onClose();
    } catch (failure) {
      const { code } = failure as { code?: string };
      setError({ field: code === "CONFLICT" ? "name" : "picture", text: failureText(failure) });
      setBusy(false);
    }
  };
  const errorOf = (field: "picture" | "name") => (error?.field === field ? error.text : null);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add an emoji"
      description="It is kept square and small; one that moves goes on moving."
      className="w-[26rem]"
    >
      <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-4">
          <Field label="Picture" hint="PNG, GIF or WebP, 256 KB at most." error={errorOf("picture")}>
            <input
              ref={picker}
              type="file"
              accept={TYPES.join(",")}
              className="sr-only"
              tabIndex={-1}
              aria-label="Picture"
              onChange={(event) => choose(event.target.files?.[0])}
            />
            <button
              type="button"
              onClick={() => picker.current?.click()}
              className="flex h-20 w-full items-center gap-3 rounded-md border border-dashed border-line-strong px-4 text-left text-sm hover:bg-hover"
            >
              <span className="grid size-12 shrink-0 place-items-center rounded-sm bg-hover text-text-3">
                {shown ? (
                  // eslint-disable-next-line @next/next/no-img-element -- of this very device.
                  <img src={shown} alt="" className="size-10 object-contain" />
                ) : (
                  <ImagePlus aria-hidden="true" className="size-5" />
                )}
              </span>
              <span className="min-w-0 truncate">{file ? file.name : "Choose a picture"}</span>
            </button>
          </Field>
          <Field label="Name" hint={`Written ${writtenEmoji(name || "name")}`} error={errorOf("name")}>
            <Input
              value={name}
              maxLength={32}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => setName(event.target.value.toLowerCase())}
            />
          </Field>
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Add it
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
