"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { menuPopupClass } from "./menu-look.ts";
import { MenuPartsContext } from "./menu-parts.ts";
import type { PopupProps } from "./use-popup.ts";

type MenuPopupProps = Omit<PopupProps, "anchor" | "triggerId"> & {
  anchor: PopupProps["anchor"] | { getBoundingClientRect: () => DOMRect };
  triggerId?: string;
  align: "start" | "center" | "end";
  side: "top" | "bottom" | "left" | "right";
  gap: number;
  children: ReactNode;
};

/** An open menu beside its button, or at the pointer. */
export function MenuPopup(props: MenuPopupProps) {
  const { open, onOpenChange, anchor, triggerId, byKey, align, side, gap, children } = props;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} className="z-60 outline-none" sideOffset={gap} align={align} side={side}>
          <Base.Popup className={menuPopupClass} {...(triggerId && { "aria-labelledby": triggerId })}>
            <MenuPartsContext value={Base}>{children}</MenuPartsContext>
            {byKey && <FirstLineFocused />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Whoever opens a menu by a key stands on its first line. */
function FirstLineFocused() {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const lines = place.current?.parentElement?.querySelectorAll<HTMLElement>("[role^=menuitem]");
    lines?.[0]?.focus({ preventScroll: true });
  }, []);
  return <span ref={place} hidden />;
}
