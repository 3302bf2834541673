"use client";

import { Menu } from "lucide-react";
import { type ReactNode, useContext } from "react";
import { IconButton } from "../ui/icon-button.tsx";
import { AdminDrawer } from "./admin-drawer.ts";

type AdminPageProps = {
  title: string;
  /** One sentence under the title. */
  hint?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
};

/** One section of the admin page: its title, what can be done, and what scrolls below. */
export function AdminPage({ title, hint, actions, children }: AdminPageProps) {
  const openDrawer = useContext(AdminDrawer);
  return (
    <div
      id="content"
      data-region="side"
      tabIndex={-1}
      className="scroll-quiet min-h-0 flex-1 overflow-y-auto outline-none"
    >
      <div className="mx-auto flex max-w-6xl flex-col gap-5 px-8 pb-8 max-md:px-4">
        <header className="flex min-h-16 flex-wrap items-center gap-3 py-2 max-md:gap-2">
          <IconButton label="Sections" onClick={openDrawer} className="-ml-2 md:hidden">
            <Menu />
          </IconButton>
          <div className="min-w-0 flex-1">
            <h1 className="truncate text-xl font-[680] tracking-[-0.02em]">{title}</h1>
            {hint && <p className="text-sm text-text-3 max-md:hidden">{hint}</p>}
          </div>
          {actions}
        </header>
        {children}
      </div>
    </div>
  );
}
