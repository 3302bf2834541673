import { loadPage } from "./load-page.ts";
import { closeDrawer } from "./shell-state.ts";

/** The address of a thread, or of one message in it. */
export const threadPath = (threadId: string, messageId?: string): string =>
  `/t/${threadId}${messageId ? `?m=${messageId}` : ""}`;

/** The address of a search. */
export const searchPath = (q: string): string => (q ? `/search?q=${encodeURIComponent(q)}` : "/search");

/** The thread that an address shows, or null. */
export const threadOfPath = (path: string): string | null =>
  /^\/t\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/.exec(path)?.[1] ?? null;

/** The thread, and perhaps the message, that a whole address of this workspace shows; null for any other. */
export function placeOfAddress(href: string): { threadId: string; messageId?: string } | null {
  if (typeof location === "undefined" || !href.startsWith(`${location.origin}/t/`)) return null;
  const { pathname, searchParams } = new URL(href);
  const threadId = threadOfPath(pathname);
  const messageId = searchParams.get("m");
  return threadId === null ? null : { threadId, ...(messageId ? { messageId } : {}) };
}

/**
 * Shows a thread. The shell draws it from the address and the store, so the address changes without a round trip to
 * the server; Next's router keeps up with `history` by itself.
 */
export function showThread(threadId: string, messageId?: string): void {
  const path = threadPath(threadId, messageId);
  closeDrawer();
  if (location.pathname + location.search === path) return;
  // The admin page has a shell of its own, which draws no conversations.
  if (location.pathname.startsWith("/admin")) return loadPage(path);
  history.pushState(null, "", path);
}
