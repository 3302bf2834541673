"use client";

import { useEffect, useRef, useState } from "react";
import { signOut } from "../../lib/client/actions.ts";
import { usePendingCount } from "../../lib/client/hooks.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../ui/dialog.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { attempt } from "./attempt.ts";
import { closeLayer } from "./shell-state.ts";

/** Signs out at once, or asks first while messages still wait to be sent (PROTOCOL S7). */
export function SignOutDialog() {
  const waiting = usePendingCount();
  const [asking] = useState(waiting > 0);
  const [leaving, setLeaving] = useState(!asking);
  const begun = useRef(false);

  useEffect(() => {
    if (!leaving || begun.current) return;
    begun.current = true;
    void attempt(signOut()).then(closeLayer);
  }, [leaving]);

  if (leaving)
    return (
      <Dialog open onOpenChange={() => {}} title="Signing out">
        <DialogBody className="flex items-center gap-3 text-sm text-text-2">
          <Spinner /> One moment.
        </DialogBody>
      </Dialog>
    );
  return (
    <Dialog open onOpenChange={(open) => !open && closeLayer()} title="Sign out with unsent messages?">
      <DialogBody className="text-sm text-text-2">
        {waiting === 1 ? "1 message has" : `${waiting} messages have`} not been sent. They stay on this device and go
        out when you sign in here again.
      </DialogBody>
      <DialogActions>
        <Button onClick={closeLayer}>Stay</Button>
        <Button look="danger" onClick={() => setLeaving(true)}>
          Sign out
        </Button>
      </DialogActions>
    </Dialog>
  );
}
