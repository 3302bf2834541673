"use client";

import { useState } from "react";
import type { Envelope } from "../../lib/contract/errors.ts";
import { Button } from "../ui/button.tsx";

type LinkActionProps = {
  label: string;
  /** The address that takes the secret, and the field it goes into. */
  action: string;
  field: "code" | "token";
  secret: string;
};

/** The button that uses a link up, and then opens the workspace by a page load. */
export function LinkAction({ label, action, field, secret }: LinkActionProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function use() {
    setBusy(true);
    setProblem(null);
    const answer = await post(action, { [field]: secret });
    // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- the row is new: nothing kept may be used.
    if (answer.ok) return window.location.assign("/");
    setBusy(false);
    setProblem(answer.error.message);
  }

  return (
    <div className="flex flex-col gap-2">
      <Button look="primary" busy={busy} className="h-10 w-full" onClick={() => void use()}>
        {label}
      </Button>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}

async function post(action: string, body: object): Promise<Envelope<unknown>> {
  try {
    const response = await fetch(action, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Envelope<unknown>;
  } catch {
    return { ok: false, error: { code: "UNAVAILABLE", message: "The server does not answer. Try again in a moment." } };
  }
}
