import { editMessage, editPending } from "../../../../lib/client/actions.ts";
import type { ChatStore } from "../../../../lib/client/chat-context.ts";
import type { ChatState } from "../../../../lib/client/state.ts";

/** How long an edit waits for the message it changes to arrive, in ms; then the text goes back to the composer. */
const PATIENCE = 20_000;

/** Whether a message has left and its fate is not known yet: only then can neither it nor its copy be changed. */
function isInFlight({ outbox }: ChatState, clientId: string): boolean {
  const row = outbox[clientId];
  return row !== undefined && row.state !== "failed" && row.attempts > 0;
}

function landed(store: ChatStore, clientId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!isInFlight(store.getState(), clientId)) return resolve();
    const stop = store.subscribe((state) => {
      if (!isInFlight(state, clientId)) finish(resolve);
    });
    const late = { code: "CONFLICT", message: "The message is still on its way. Try again in a moment." };
    const timer = setTimeout(() => finish(() => reject(Object.assign(new Error(late.message), late))), PATIENCE);
    const finish = (settle: () => void) => {
      stop();
      clearTimeout(timer);
      settle();
    };
  });
}

/** My message that was sent under this clientId. */
function findSent({ threads, me }: ChatState, threadId: string, clientId: string) {
  const held = threads[threadId]?.messages.values() ?? [];
  return held.find(({ view }) => view.clientId === clientId && view.authorId === me.id)?.view;
}

type WaitingEdit = { threadId: string; clientId: string; body: string };

/**
 * Changes a message that had not arrived when its editing began: its copy here while it has not left or was refused,
 * else the message itself, once it has arrived.
 */
export async function editWaiting(store: ChatStore, { threadId, clientId, body }: WaitingEdit): Promise<void> {
  await landed(store, clientId);
  const sent = findSent(store.getState(), threadId, clientId);
  if (!sent) return editPending(clientId, body);
  if (sent.body !== body) await editMessage(sent.id, body);
}
