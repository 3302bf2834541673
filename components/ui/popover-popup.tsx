"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import type { PopupProps } from "./use-popup.ts";

type PopoverPopupProps = PopupProps & {
  label: string;
  side: "top" | "bottom" | "left" | "right";
  align: "start" | "center" | "end";
  className: string | undefined;
  children: ReactNode;
};

/** An open popover beside its button. */
export function PopoverPopup(props: PopoverPopupProps) {
  const { open, onOpenChange, anchor, label, side, align, className, children } = props;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} className="z-60" sideOffset={8} side={side} align={align} collisionPadding={8}>
          <Base.Popup
            aria-label={label}
            className={classNames(
              "max-w-[calc(100vw-1rem)] rounded-lg border border-line bg-raised text-text shadow-raised outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0",
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
