"use client";

import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import { discardPending, retryPending } from "../../../lib/client/actions.ts";
import { useConnection } from "../../../lib/client/hooks.ts";
import type { PendingRow } from "../../../lib/client/state.ts";
import { duration } from "../../../lib/policy/phrases.ts";
import { notify } from "../../ui/toast.ts";
import { copyText } from "./clipboard.ts";
import { useConversation } from "./conversation-scope.ts";
import { useSlowMode } from "./use-slow-mode.ts";
import { focusNeighbour } from "./row-focus.ts";

function Choice({ onClick, children }: { onClick: (row: Element | null) => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={(event) => onClick(event.currentTarget.closest("[data-row]"))}
      className="font-semibold text-text-2 underline decoration-line-strong underline-offset-3 hover:text-text max-md:min-h-9"
    >
      {children}
    </button>
  );
}

/** Why a message did not go out, and what can be done about it (PROTOCOL S6). Nothing here loses the text. */
function Failed({ pending }: { pending: PendingRow }) {
  const { write } = useConversation();
  const { clientId, error } = pending;
  const text = [pending.body, pending.forward?.body].filter(Boolean).join("\n\n");
  const discard = (row: Element | null) => {
    focusNeighbour(row);
    void discardPending(clientId);
  };
  return (
    <div role="alert" className="mt-0.5 flex flex-wrap items-center gap-x-3 text-sm text-danger">
      <span>Not sent{error ? `: ${error.message}` : ""}</span>
      <Choice onClick={() => void retryPending(clientId)}>Retry</Choice>
      <Choice onClick={() => write({ mode: "editPending", clientId })}>Edit</Choice>
      <Choice onClick={() => void copyText(text).then((copied) => notify(copied ? "Text copied" : "Could not copy"))}>
        Copy
      </Choice>
      <Choice onClick={discard}>Discard</Choice>
    </div>
  );
}

/** Under a message on its way: nothing while it goes well, a word when it waits, choices when it failed. */
export function PendingState({ pending }: { pending: PendingRow }) {
  const { status } = useConnection();
  const slow = useSlowMode(pending.threadId);
  if (pending.state === "failed") return <Failed pending={pending} />;
  const connected = status === "live" || status === "catching-up";
  if (connected && pending.state === "sending") return null;
  return (
    <p className="mt-0.5 flex items-center gap-1.5 text-xs text-text-3">
      <Clock aria-hidden="true" className="size-3.5" />
      {!connected
        ? "Waiting for the connection"
        : slow && slow.wait > 0
          ? `Slow mode: goes out in ${duration(slow.wait)}`
          : "Waiting to be sent"}
    </p>
  );
}
