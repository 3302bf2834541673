import { type ChatState, isBehind } from "./state.ts";

/**
 * A message is here, however it came (PROTOCOL S8): the pending row it was is gone, and its author has stopped typing.
 */
export function messageArrived(
  state: ChatState,
  { authorId, clientId, threadId }: { authorId: string; clientId: string; threadId: string },
): ChatState {
  let next = state;
  if (authorId === state.me.id && state.outbox[clientId]) {
    const { [clientId]: _sent, ...outbox } = state.outbox;
    next = { ...next, outbox };
  }
  const typing = next.typing[threadId];
  if (typing?.[authorId]) {
    const { [authorId]: _wrote, ...rest } = typing;
    next = { ...next, typing: { ...next.typing, [threadId]: rest } };
  }
  return next;
}

/** The state with the number of changes known of and not applied, over all streams: what the chip says. */
export function withBehind(state: ChatState): ChatState {
  let behind = Math.max(0, state.user.seen - state.user.seq);
  for (const slice of Object.values(state.threads)) {
    if (isBehind(slice) && !slice.gone) behind += slice.seen - slice.seq;
  }
  if (behind === state.connection.behind) return state;
  return { ...state, connection: { ...state.connection, behind } };
}
