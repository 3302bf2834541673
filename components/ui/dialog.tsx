"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { iconClass } from "./icon-button.tsx";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Where focus goes when it closes; by default back to what opened it. */
  finalFocus?: Base.Popup.Props["finalFocus"];
};

/** A centred window; on a phone it fills the screen. */
export function Dialog({ open, onOpenChange, title, description, children, className, finalFocus }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 min-h-dvh bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          finalFocus={finalFocus}
          className={classNames(
            "fixed z-50 flex flex-col overflow-hidden bg-raised text-text shadow-raised outline-none transition-[opacity,scale]",
            "top-[12dvh] left-1/2 max-h-[76dvh] w-[30rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-lg border border-line",
            "data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
            "max-md:inset-0 max-md:h-dvh max-md:max-h-none max-md:w-full max-md:max-w-none max-md:translate-x-0 max-md:rounded-none max-md:border-0",
            "max-md:pt-[env(safe-area-inset-top)] max-md:pb-[env(safe-area-inset-bottom)]",
            className,
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-0.5 text-sm text-text-3">{description}</Base.Description>}
            </div>
            {/* No tooltip: it would open with the focus that a dialog without fields gives to this button. */}
            <Base.Close aria-label="Close" className={classNames(iconClass, "-mr-2")}>
              <X />
            </Base.Close>
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The part of a dialog that scrolls. */
export function DialogBody({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={classNames("scroll-quiet min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5", className)}>
      {children}
    </div>
  );
}

/** The row of buttons under a dialog, the main one last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{children}</footer>;
}
