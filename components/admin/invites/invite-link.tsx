"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { Input } from "../../ui/input.tsx";
import { notifyFailure } from "../../ui/toast.ts";

/** The link of a new invite, to be copied. */
export function InviteLink({ code, onClose }: { code: string; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const link = `${location.origin}/invite/${code}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      notifyFailure("The browser did not copy it: select the link and copy it yourself.");
    }
  };
  return (
    <>
      <DialogBody>
        <Input readOnly autoFocus aria-label="Link" value={link} onFocus={(event) => event.target.select()} />
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Done</Button>
        <Button look="primary" onClick={() => void copy()}>
          {copied ? <Check aria-hidden="true" className="size-4" /> : <Copy aria-hidden="true" className="size-4" />}
          {copied ? "Copied" : "Copy the link"}
        </Button>
      </DialogActions>
    </>
  );
}
