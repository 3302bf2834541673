import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { ChatContext } from "../../../lib/client/chat-context.ts";
import { applyPage, applyReceipts } from "../../../lib/client/apply-page.ts";
import { useDelivery } from "../../../lib/client/hooks.ts";
import { type ChatState, initialState } from "../../../lib/client/state.ts";
import { ADA, BO, CY, ModelServer } from "./model-server.ts";

let state: ChatState;
let threadId: string;
let messageId: string;

beforeEach(() => {
  const server = new ModelServer();
  threadId = server.addThread("GROUP_DM");
  server.send(threadId, { authorId: BO });
  server.send(threadId, { authorId: ADA });
  state = applyPage(initialState(server.home()), threadId, { page: server.page(threadId), ask: {} });
  messageId = server.get(threadId).messages[1]?.id ?? "";
});

/** How far my message, at seq 2, is shown to have got, once these are the receipts: read and delivered up to. */
function shown(receipts: Record<string, [read: number, delivered: number]>): string {
  const views = Object.entries(receipts).map(([userId, [lastReadSeq, lastDeliveredSeq]]) => {
    return { userId, lastReadSeq, lastDeliveredSeq, readAt: null };
  });
  const next = applyReceipts(state, threadId, views);
  const Mark = () => useDelivery(messageId);
  return renderToStaticMarkup(
    <ChatContext.Provider value={createStore(() => next)}>
      <Mark />
    </ChatContext.Provider>,
  );
}

describe("how far a message got", () => {
  it("S9: sent while nothing is known of anybody else, and one's own receipt says nothing", () => {
    expect(shown({})).toBe("sent");
    expect(shown({ [ADA]: [2, 2] })).toBe("sent");
  });

  it("S9: delivered once it is with everybody, read once everybody has read it", () => {
    expect(shown({ [BO]: [1, 2], [CY]: [0, 1] })).toBe("sent");
    expect(shown({ [BO]: [1, 2], [CY]: [0, 2] })).toBe("delivered");
    expect(shown({ [BO]: [2, 2], [CY]: [1, 2] })).toBe("delivered");
    expect(shown({ [BO]: [2, 2], [CY]: [2, 2] })).toBe("read");
    expect(shown({ [BO]: [7, 7], [CY]: [2, 2] })).toBe("read");
  });
});
