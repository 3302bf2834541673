"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { REASON_MAX } from "../../lib/contract/limits.ts";
import { failureText } from "../shell/attempt.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Textarea } from "../ui/textarea.tsx";

type ReasonDialogProps = {
  title: string;
  /** What will happen, in a sentence. */
  description: ReactNode;
  /** The verb on the button. */
  confirm: string;
  danger?: boolean;
  /** Where the reason goes. */
  hint?: string;
  /** Whether it can be done without one. */
  optional?: boolean;
  /** What else is asked, above the reason. */
  children?: ReactNode;
  /** Does it; what it throws is shown, and what was typed stays. */
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
};

/** Asks why, instead of whether one is sure: the reason goes to the audit log. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, confirm, danger = true, optional = false, children, onConfirm, onClose } = props;
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!optional && reason.trim() === "") return setError("Say why: it is kept in the audit log.");
    setBusy(true);
    setError(null);
    try {
      await onConfirm(reason);
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
      title={title}
      description={description}
      className="w-[28rem]"
    >
      <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-4">
          {children}
          <Field
            label={optional ? "Reason (optional)" : "Reason"}
            hint={props.hint ?? "Kept in the audit log, where admins and owners read it."}
            error={error}
          >
            <Textarea
              autoFocus
              aria-label="Reason"
              aria-invalid={error !== null}
              value={reason}
              maxLength={REASON_MAX}
              onChange={(event) => {
                setReason(event.target.value);
                setError(null);
              }}
            />
          </Field>
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look={danger ? "danger" : "primary"} busy={busy}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
