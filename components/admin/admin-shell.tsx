"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useMe, usePreference } from "../../lib/client/hooks.ts";
import { Banners } from "../shell/banners.tsx";
import { Layers } from "../shell/layers.tsx";
import { NothingHere } from "../shell/nothing-here.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { SkipLinks } from "../shell/skip-links.tsx";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { LookSync } from "../theme/look-sync.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { PaneBoundary } from "../ui/pane-boundary.tsx";
import { Toaster } from "../ui/toaster.tsx";
import { TooltipLayer } from "../ui/tooltip-layer.tsx";
import { AdminDrawer } from "./admin-drawer.ts";
import { AdminNav } from "./admin-nav.tsx";

/** The page of those who run the workspace. Who loses that role while it is open sees at once what a stranger sees. */
export function AdminShell({ localIdentity, children }: { localIdentity: boolean; children: ReactNode }) {
  const { role } = useMe();
  const path = usePathname();
  const [drawerOn, setDrawerOn] = useState<string | null>(null);
  const { theme, density, reducedMotion } = usePreference();
  useShortcuts(null);
  if (role === "MEMBER")
    return (
      <main className="grid min-h-dvh place-items-center bg-bg text-text">
        <NothingHere />
      </main>
    );
  return (
    <>
      <div
        data-theme={theme === "system" ? undefined : theme}
        data-density={density}
        data-motion={reducedMotion ? "reduced" : undefined}
        className="grid h-dvh grid-cols-[13.5rem_minmax(0,1fr)] overflow-hidden bg-bg pl-[env(safe-area-inset-left)] text-text max-md:grid-cols-1"
      >
        <SkipLinks />
        <div className="flex min-h-0 border-r border-line max-md:hidden">
          <AdminNav />
        </div>
        <div className="flex min-h-0 min-w-0 flex-col">
          <Banners localIdentity={localIdentity} />
          <main className="flex min-h-0 flex-1 flex-col">
            <AdminDrawer value={() => setDrawerOn(path)}>
              <PaneBoundary name="this page" resetKey={path}>
                {children}
              </PaneBoundary>
            </AdminDrawer>
          </main>
        </div>
      </div>
      {/* Open on one page only: choosing another closes it. */}
      <Drawer
        open={drawerOn === path}
        onOpenChange={(open) => setDrawerOn(open ? path : null)}
        side="left"
        label="Admin"
      >
        <AdminNav />
      </Drawer>
      <Layers />
      <PageTitle threadId={null} />
      <LookSync />
      <TooltipLayer />
      <Toaster />
    </>
  );
}
