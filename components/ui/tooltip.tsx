"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import { Kbd } from "./kbd.tsx";

/** Wrap the page once: neighbouring tooltips then follow each other without a wait. */
export const TooltipProvider = Base.Provider;

type TooltipProps = {
  text: string;
  shortcut?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  /** One element that takes a ref and spreads its props. */
  children: ReactElement;
};

/** A hint for people who see it; the trigger carries its own accessible name. */
export function Tooltip({ text, shortcut, side = "top", children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} side={side} className="z-60">
          <Base.Popup className="flex max-w-72 items-center gap-2 rounded-sm border border-line bg-raised px-2 py-1 text-xs font-medium text-text shadow-raised transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
            {shortcut && <Kbd keys={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
