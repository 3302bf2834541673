"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import { INVITE_USES_MAX } from "../../../lib/contract/limits.ts";
import { failureText } from "../../shell/attempt.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import { InviteLink } from "./invite-link.tsx";

const DAYS = [
  { value: "1", label: "A day" },
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
  { value: "", label: "For ever" },
];

/** Makes an invite, and shows its link: this once. */
export function CreateInvite({ onClose }: { onClose: () => void }) {
  const [uses, setUses] = useState("1");
  const [days, setDays] = useState("7");
  const [email, setEmail] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ field: "uses" | "email" | "all"; text: string } | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const queries = useQueryClient();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const maxUses = uses.trim() === "" ? null : Number(uses);
    if (maxUses !== null && !(Number.isInteger(maxUses) && maxUses >= 1 && maxUses <= INVITE_USES_MAX))
      return setError({ field: "uses", text: "A number from 1 to 10,000, or nothing." });
    if (email.trim() !== "" && !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(email.trim()))
      return setError({ field: "email", text: "This is no e-mail address." });
    setBusy(true);
    setError(null);
    try {
      const terms = { maxUses, days: days === "" ? null : Number(days), email: email.trim() || null };
      setCode((await runOnServer("invite:create", terms)).code);
      await queries.invalidateQueries({ queryKey: ["admin", "invites"] });
    } catch (failure) {
      setError({ field: "all", text: failureText(failure) });
    }
    setBusy(false);
  };
  const errorOf = (field: "uses" | "email" | "all") => (error?.field === field ? error.text : null);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={code ? "The invite's link" : "Invite people"}
      description={
        code ? "Copy it now: it is not shown again." : "Whoever opens the link and signs in becomes a member."
      }
      className="w-[28rem]"
    >
      {code ? (
        <InviteLink code={code} onClose={onClose} />
      ) : (
        <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
          <DialogBody className="flex flex-col gap-4">
            <Field label="How often it works" hint="Nothing means any number of times." error={errorOf("uses")}>
              <Input
                autoFocus
                inputMode="numeric"
                value={uses}
                onChange={(event) => setUses(event.target.value)}
                autoComplete="off"
              />
            </Field>
            <div className="flex items-center justify-between gap-3">
              <span className="text-sm font-semibold">It works for</span>
              <Select label="It works for" value={days} options={DAYS} onChange={setDays} />
            </div>
            <Field
              label="Only for this address"
              hint="Optional: then nobody else can use it."
              error={errorOf("email") ?? errorOf("all")}
            >
              <Input
                type="text"
                inputMode="email"
                value={email}
                placeholder="dee@example.org"
                onChange={(event) => setEmail(event.target.value)}
                autoComplete="off"
              />
            </Field>
          </DialogBody>
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" busy={busy}>
              Make the link
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
