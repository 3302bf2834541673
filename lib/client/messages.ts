import { ApiError } from "./api-error.ts";
import { applyMessage } from "./apply-page.ts";
import type { Core } from "./core.ts";
import { loadMessage } from "./history.ts";
import { findThreadOf } from "./locate.ts";
import type { ChatState, Overlay } from "./state.ts";

/** Changes of single messages, shown at once and taken back when the server refuses. */
export function createMessages(core: Core) {
  const wanted = new Set<string>();

  const change = async (
    name: "message:edit" | "message:delete",
    input: { messageId: string; body: string } | { messageId: string; reason?: string },
    overlay: Overlay,
  ): Promise<void> => {
    const { messageId } = input;
    const slice = findThreadOf(core.state(), messageId);
    const asOf = slice?.seq ?? 0;
    core.update((state) => withOverlay(state, messageId, overlay));
    try {
      const message = await core.command(name, input);
      core.update((state) => applyMessage(state, message, asOf));
    } finally {
      core.update((state) => withOverlay(state, messageId, null));
    }
  };

  return {
    edit: async (messageId: string, body: string): Promise<void> => {
      const message = findThreadOf(core.state(), messageId)?.messages.get(messageId)?.view;
      const editedAt = new Date().toISOString();
      await change("message:edit", { messageId, body }, { body, editedAt, editCount: (message?.editCount ?? 0) + 1 });
    },
    remove: async (messageId: string, reason?: string): Promise<void> => {
      const deleted = { body: null, deletedAt: new Date().toISOString(), deletedById: core.state().me.id };
      await change("message:delete", { messageId, ...(reason ? { reason } : {}) }, deleted);
    },
    bringBack: async (messageId: string): Promise<void> => {
      const asOf = findThreadOf(core.state(), messageId)?.seq ?? 0;
      const message = await core.command("message:restore", { messageId });
      core.update((state) => applyMessage(state, message, asOf));
    },
    removePreview: async (messageId: string, previewId: string): Promise<void> => {
      const asOf = findThreadOf(core.state(), messageId)?.seq ?? 0;
      const message = await core.command("preview:remove", { messageId, previewId });
      core.update((state) => applyMessage(state, message, asOf));
    },
    /** Fetches a message that is quoted and not loaded, once. */
    want: (messageId: string): void => {
      if (wanted.has(messageId)) return;
      wanted.add(messageId);
      loadMessage(core, messageId).then(
        () => wanted.delete(messageId),
        // One that may not be seen stays wanted, so that it is not asked for again; a lost connection is no answer.
        (thrown) => {
          if (!(thrown instanceof ApiError) || thrown.code !== "NOT_FOUND") wanted.delete(messageId);
        },
      );
    },
  };
}

function withOverlay(state: ChatState, messageId: string, overlay: Overlay | null): ChatState {
  const { [messageId]: _before, ...overlays } = state.overlays;
  return { ...state, overlays: overlay ? { ...overlays, [messageId]: overlay } : overlays };
}
