"use client";

import { Bookmark, Plus, Search } from "lucide-react";
import { useWorkspace } from "../../lib/client/hooks.ts";
import { ThreadList } from "../threads/thread-list.tsx";
import { IconButton, IconLink } from "../ui/icon-button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { Mark } from "../ui/mark.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { AccountFooter } from "./account-footer.tsx";
import { Bell } from "./bell.tsx";
import { useIsMac } from "./platform.ts";
import { openLayer } from "./shell-state.ts";
import { shortcutText } from "./shortcuts.ts";

/** The left column, and what the drawer of a phone holds. */
export function Sidebar({ activeId }: { activeId: string | null }) {
  const mac = useIsMac();
  return (
    <nav aria-label="Threads" className="flex min-h-0 flex-1 flex-col bg-surface">
      <SidebarHeader />
      <button
        type="button"
        onClick={() => openLayer({ name: "switcher" })}
        className="mx-3 mb-1 flex h-[34px] shrink-0 items-center gap-2 rounded-md border border-line bg-bg px-3 text-sm text-text-3 transition-colors hover:border-line-strong max-md:h-touch"
      >
        <Search aria-hidden="true" className="size-[15px] stroke-[1.75]" />
        Jump to…
        <Kbd keys={shortcutText("switcher", mac)} className="ml-auto max-md:hidden" />
      </button>
      <ThreadList activeId={activeId} />
      <AccountFooter />
    </nav>
  );
}

function SidebarHeader() {
  const workspace = useWorkspace();
  return (
    <div className="flex h-header shrink-0 items-center gap-2 pr-2 pl-4">
      <Mark />
      <PageLink href="/" className="min-w-0 flex-1 truncate rounded-sm font-[650] tracking-[-0.01em]">
        {workspace.name}
      </PageLink>
      <IconLink label="Saved messages" href="/saved">
        <Bookmark />
      </IconLink>
      <Bell />
      <Menu
        trigger={
          <IconButton label="New thread or message">
            <Plus />
          </IconButton>
        }
      >
        <MenuItem onClick={() => openLayer({ name: "createThread" })}>New thread</MenuItem>
        <MenuItem onClick={() => openLayer({ name: "newDirect" })}>New direct message</MenuItem>
      </Menu>
    </div>
  );
}
