import type { Draft, PendingRow } from "./state.ts";

/** What the tabs of one person tell each other. */
export type TabNews =
  | { kind: "put"; row: PendingRow }
  | { kind: "drop"; clientId: string }
  /** Files left the composer: sent, or taken back. */
  | { kind: "uploadsTaken"; ids: readonly string[] }
  | { kind: "draft"; threadId: string; draft: Draft | null };

export type TabChannel = { tell: (news: TabNews) => void };

/** Opens the channel until the signal aborts; `hear` gets what other tabs tell. */
export function openTabChannel(
  userId: string,
  { hear, signal }: { hear: (news: TabNews) => void; signal: AbortSignal },
) {
  if (typeof BroadcastChannel === "undefined") return { tell: () => undefined };
  const channel = new BroadcastChannel(`confab-${userId}`);
  channel.onmessage = ({ data }: MessageEvent<TabNews>) => {
    if (!signal.aborted) hear(data);
  };
  signal.addEventListener("abort", () => channel.close(), { once: true });
  return {
    tell: (news: TabNews) => {
      if (!signal.aborted) channel.postMessage(news);
    },
  };
}
