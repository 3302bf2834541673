"use client";

import { type FormEvent, useState } from "react";
import { runOnServer } from "../../lib/client/administration.ts";
import { newId } from "../../lib/client/new-id.ts";
import { REPORT_CATEGORIES, type ReportCategory } from "../../lib/contract/report-categories.ts";
import { failureText } from "../shell/attempt.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { notify } from "../ui/toast.ts";

export const CATEGORY_NAMES: Record<ReportCategory, string> = {
  SPAM: "Spam",
  HARASSMENT: "Harassment",
  HATE: "Hate",
  VIOLENCE: "Violence or threats",
  SEXUAL: "Sexual content",
  PRIVATE_DATA: "Private information",
  OTHER: "Something else",
};

const OPTIONS = REPORT_CATEGORIES.map((value) => ({ value, label: CATEGORY_NAMES[value] }));

/** Brings a message before the admins. */
export function ReportDialog({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  // One id for all tries: a repeat after a lost answer reports nothing twice.
  const [id] = useState(newId);
  const [category, setCategory] = useState<ReportCategory>("SPAM");
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await runOnServer("message:report", { messageId, id, category, words: words.trim() === "" ? "" : words });
      notify("Reported. You will be told how it ends.");
      onClose();
    } catch (failure) {
      setError(failureText(failure));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Report this message"
      description="The admins of this workspace see it with five messages on either side. Its author is not told who reported it."
      className="w-[28rem]"
    >
      <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-4">
          <div className="flex items-center justify-between gap-3 text-sm font-semibold">
            What is it
            <Select label="What is it" value={category} options={OPTIONS} onChange={setCategory} />
          </div>
          <Field label="What should the admins know? (optional)" error={error}>
            <Textarea
              autoFocus
              aria-label="What should the admins know?"
              value={words}
              maxLength={1_000}
              onChange={(event) => setWords(event.target.value)}
            />
          </Field>
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Report
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
