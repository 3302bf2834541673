"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { useTotals, useWorkspace } from "../../lib/client/hooks.ts";
import { useThreadTitle } from "../people/person-names.ts";
import { badgeIcon } from "./badge-icon.ts";
import { titleText } from "./title-text.ts";

const PAGES: Record<string, string> = {
  "/": "Home",
  "/browse": "Browse threads",
  "/people": "People",
  "/search": "Search",
  "/saved": "Saved messages",
  "/settings": "Settings",
};

/** The browser's title and tab icon: where one is, and how much waits. */
export function PageTitle({ threadId }: { threadId: string | null }) {
  const path = usePathname();
  const workspace = useWorkspace();
  const threadTitle = useThreadTitle(threadId ?? "");
  const totals = useTotals();
  const meant = totals.direct + totals.mentions;
  const title = titleText({
    meant,
    unread: totals.unread,
    page: threadTitle || PAGES[path] || (path.startsWith("/admin") ? "Admin" : ""),
    workspace: workspace.name,
  });

  useEffect(() => {
    const put = () => {
      if (document.title !== title) document.title = title;
    };
    put();
    // The router writes the page's own title when its metadata arrives, which may be later than this.
    const observer = new MutationObserver(put);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [title]);

  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (link) link.href = badgeIcon(meant > 0 ? "meant" : totals.unread > 0 ? "unread" : "none");
  }, [meant, totals.unread]);

  return null;
}
