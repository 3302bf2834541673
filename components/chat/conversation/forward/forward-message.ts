import { sendMessage } from "../../../../lib/client/actions.ts";
import type { ChatStore } from "../../../../lib/client/chat-context.ts";
import type { ForwardView } from "../../../../lib/contract/forwards.ts";
import { failureText } from "../../../shell/attempt.ts";
import { showThread } from "../../../shell/navigate.ts";
import { notifyFailure, notifyWithWay } from "../../../ui/toast.ts";

type Outgoing = { threadId: string; title: string; body: string; forward: ForwardView };

/** How long a send may take before it is said that it waits, in ms. */
const PATIENCE = 3_000;

/**
 * Passes a message on through the outbox, and says how it went: the person is in another thread and does not see it go.
 * Whatever happens, it stands in its thread until it is sent, or Retry, Edit or Discard is chosen there.
 */
export async function forwardMessage(store: ChatStore, { threadId, title, body, forward }: Outgoing): Promise<void> {
  let clientId: string;
  try {
    clientId = await sendMessage({ threadId, body, forward });
  } catch (error) {
    notifyFailure(failureText(error));
    return;
  }
  const show = () => showThread(threadId);
  const waiting = setTimeout(
    () => notifyWithWay(`It goes to ${title} as soon as the server can be reached`, "Show", show),
    PATIENCE,
  );
  const settle = (): boolean => {
    const row = store.getState().outbox[clientId];
    if (row && row.state !== "failed") return false;
    clearTimeout(waiting);
    stop();
    if (row) notifyFailure(`Not forwarded to ${title}: ${row.error?.message ?? "it could not be sent"}`);
    else notifyWithWay(`Forwarded to ${title}`, "Show", show);
    return true;
  };
  const stop = store.subscribe(settle);
  settle();
}
