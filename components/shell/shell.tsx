"use client";

import { usePathname, useSearchParams, useSelectedLayoutSegments } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { usePreference } from "../../lib/client/hooks.ts";
import { LookSync } from "../theme/look-sync.tsx";
import { PaneBoundary } from "../ui/pane-boundary.tsx";
import { Toaster } from "../ui/toaster.tsx";
import { TooltipLayer } from "../ui/tooltip-layer.tsx";
import { Banners } from "./banners.tsx";
import { HomePane } from "./home-pane.tsx";
import { Layers } from "./layers.tsx";
import { LazyDrawer } from "./lazy-drawer.tsx";
import { threadOfPath } from "./navigate.ts";
import { PageTitle } from "./page-title.tsx";
import { closeDrawer, openDrawer, useShell } from "./shell-state.ts";
import { Sidebar } from "./sidebar.tsx";
import { SkipLinks } from "./skip-links.tsx";
import { ThreadPane } from "./thread-pane.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

type ShellProps = {
  /** Whether the local stand-in signs people in: a banner says so. */
  localIdentity: boolean;
  children: ReactNode;
};

/**
 * The signed-in page. Conversations and home are drawn from the address and the store, so that going from one to the
 * other needs no round trip; every other page is the router's.
 */
export function Shell({ localIdentity, children }: ShellProps) {
  const path = usePathname();
  const threadId = threadOfPath(path);
  const target = useSearchParams().get("m");
  const [segment] = useSelectedLayoutSegments();
  const { theme, density, reducedMotion } = usePreference();
  const drawer = useShell((state) => state.drawer);
  useShortcuts(threadId);
  useEffect(closeDrawer, [path]);

  return (
    <>
      <div
        data-theme={theme === "system" ? undefined : theme}
        data-density={density}
        data-motion={reducedMotion ? "reduced" : undefined}
        className="grid h-dvh grid-cols-[var(--spacing-sidebar)_minmax(0,1fr)] overflow-hidden bg-bg pl-[env(safe-area-inset-left)] text-text max-md:grid-cols-1"
      >
        <SkipLinks />
        <div className="flex min-h-0 border-r border-line max-md:hidden">
          <PaneBoundary name="the thread list">
            <Sidebar activeId={threadId} />
          </PaneBoundary>
        </div>
        <div className="flex min-h-0 min-w-0 flex-col">
          <Banners localIdentity={localIdentity} />
          {threadId ? (
            <>
              <ThreadPane key={threadId} threadId={threadId} targetId={target} />
              {/* Draws nothing: it makes the server answer 404 for a thread that is not there. */}
              {segment === "t" && <div hidden>{children}</div>}
            </>
          ) : (
            <main className="flex min-h-0 flex-1 flex-col">{path === "/" ? <HomePane /> : children}</main>
          )}
        </div>
      </div>
      <LazyDrawer
        open={drawer}
        onOpenChange={(open) => (open ? openDrawer() : closeDrawer())}
        side="left"
        label="Threads"
      >
        <Sidebar activeId={threadId} />
      </LazyDrawer>
      <Layers />
      <PageTitle threadId={threadId} />
      <LookSync />
      <TooltipLayer />
      <Toaster />
    </>
  );
}
