"use client";

import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../ui/icon-button.tsx";
import { openDrawer } from "./shell-state.ts";

/** Above the pages that are no conversation. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="flex h-header shrink-0 items-center gap-3 border-b border-line pr-3 pl-5 max-md:px-2">
      <IconButton label="Threads" onClick={openDrawer} className="md:hidden">
        <Menu />
      </IconButton>
      <h1 className="min-w-0 flex-1 truncate text-md font-[650] tracking-[-0.01em]">{title}</h1>
      {children}
    </header>
  );
}
