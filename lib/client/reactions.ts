import type { MessageView } from "../contract/messages.ts";
import type { ReactionView } from "../contract/reactions.ts";
import { applyMessage } from "./apply-page.ts";
import type { Core } from "./core.ts";
import { findThreadOf } from "./locate.ts";
import type { ChatState } from "./state.ts";

/** Own reactions, shown at once and taken back when the server refuses. */
export function createReactions(core: Core) {
  const running = new Map<string, Promise<void>>();
  const wishOf = (messageId: string, emoji: string) => core.state().reacting[messageId]?.[emoji];

  /** One request at a time for an emoji under a message: the last wish is the one that stays, however fast the clicks. */
  const settle = async (messageId: string, emoji: string): Promise<void> => {
    try {
      for (let sent: boolean | undefined; ; ) {
        const wish = wishOf(messageId, emoji);
        if (wish === undefined || wish === sent) return;
        sent = wish;
        const asOf = findThreadOf(core.state(), messageId)?.seq ?? 0;
        const message = await core.command(wish ? "message:react" : "message:unreact", { messageId, emoji });
        core.update((state) => applyMessage(state, message, asOf));
      }
    } finally {
      running.delete(`${messageId} ${emoji}`);
      core.update((state) => withWish(state, { messageId, emoji, on: undefined }));
    }
  };

  return {
    set: (messageId: string, emoji: string, on: boolean): Promise<void> => {
      core.update((state) => withWish(state, { messageId, emoji, on }));
      const key = `${messageId} ${emoji}`;
      const work = running.get(key) ?? settle(messageId, emoji);
      running.set(key, work);
      return work;
    },
  };
}

type Wish = { messageId: string; emoji: string; on: boolean | undefined };

function withWish(state: ChatState, { messageId, emoji, on }: Wish): ChatState {
  const { [messageId]: before = {}, ...others } = state.reacting;
  const { [emoji]: _old, ...rest } = before;
  const wishes = on === undefined ? rest : { ...rest, [emoji]: on };
  return { ...state, reacting: Object.keys(wishes).length > 0 ? { ...others, [messageId]: wishes } : others };
}

/** A message with the reactions that I am about to set or take back already so. */
export function withMyReactions(
  message: MessageView,
  wishes: Readonly<Record<string, boolean>>,
  meId: string,
): MessageView {
  let { reactions } = message;
  for (const [emoji, on] of Object.entries(wishes)) reactions = withMine(reactions, { emoji, on, meId });
  return reactions === message.reactions ? message : { ...message, reactions };
}

function withMine(
  reactions: ReactionView[],
  { emoji, on, meId }: { emoji: string; on: boolean; meId: string },
): ReactionView[] {
  const known = reactions.find((one) => one.emoji === emoji);
  const isMine = known?.userIds.includes(meId) ?? false;
  if (on === isMine) return reactions;
  if (!known) return [...reactions, { emoji, userIds: [meId], count: 1 }];
  if (!on && known.count === 1) return reactions.filter((one) => one !== known);
  const userIds = on ? [...known.userIds, meId] : known.userIds.filter((id) => id !== meId);
  const changed = { emoji, userIds, count: known.count + (on ? 1 : -1) };
  return reactions.map((one) => (one === known ? changed : one));
}
