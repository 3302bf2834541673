"use client";

import { Drawer as Base } from "@base-ui/react/drawer";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type DrawerProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  side: "left" | "right";
  /** Read aloud; the drawer's content shows its own heading. */
  label: string;
  /** The whole width of a phone, and a column of a tablet. */
  full?: boolean;
  children: ReactNode;
};

/** A panel from one side, for narrow screens; it can be swiped away. */
export function Drawer({ open, onOpenChange, side, label, full = false, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)} swipeDirection={side}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 min-h-dvh bg-scrim opacity-[calc(1-var(--drawer-swipe-progress))] transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0 data-swiping:duration-0" />
        <Base.Viewport className={classNames("fixed inset-0 z-50 flex", side === "right" && "justify-end")}>
          <Base.Popup
            className={classNames(
              "flex h-dvh flex-col bg-surface pt-[env(safe-area-inset-top)] shadow-raised outline-none",
              "[transform:translateX(var(--drawer-swipe-movement-x))] transition-transform duration-200 data-swiping:duration-0 data-swiping:select-none",
              side === "left" &&
                "data-ending-style:[transform:translateX(-100%)] data-starting-style:[transform:translateX(-100%)]",
              side === "right" &&
                "data-ending-style:[transform:translateX(100%)] data-starting-style:[transform:translateX(100%)]",
              full ? "w-full md:w-[24rem]" : "w-[min(20rem,calc(100vw-3rem))]",
            )}
          >
            <Base.Title className="sr-only">{label}</Base.Title>
            <Base.Content className="flex min-h-0 flex-1 flex-col">{children}</Base.Content>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
