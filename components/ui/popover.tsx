"use client";

import type { ReactElement, ReactNode } from "react";
import { Loaded } from "./loaded.tsx";
import { popupParts } from "./popup-parts.ts";
import { usePopup } from "./use-popup.ts";

type PopoverProps = {
  /** The button that opens it; it must take a ref and spread its props. */
  trigger: ReactElement;
  /** Read aloud when it opens. */
  label: string;
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
  className?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

export function Popover(props: PopoverProps) {
  const { trigger, label, children, side = "bottom", align = "start", className, open, onOpenChange } = props;
  const { button, popup, wanted, onFailure } = usePopup({
    load: popupParts.popover,
    role: "dialog",
    trigger,
    open,
    onOpenChange,
  });
  return (
    <>
      {button}
      {wanted && (
        <Loaded
          load={popupParts.popover}
          props={{ ...popup, label, side, align, className, children }}
          onFailure={onFailure}
        />
      )}
    </>
  );
}
