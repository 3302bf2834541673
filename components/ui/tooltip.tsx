"use client";

import { cloneElement, type ReactElement } from "react";

type TooltipProps = {
  text: string;
  shortcut?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  /** One element that spreads its props. */
  children: ReactElement;
};

/** What `<TooltipLayer>` reads from an element that has a hint. */
export type TooltipData = { "data-tip"?: string; "data-tip-keys"?: string | undefined; "data-tip-side"?: string };

/**
 * A hint for people who see it; the trigger carries its own accessible name. The element only says what its hint is: one
 * `<TooltipLayer>` shows it for all of them, so a row with ten buttons costs no more than ten attributes.
 */
export function Tooltip({ text, shortcut, side = "top", children }: TooltipProps) {
  return cloneElement(children as ReactElement<TooltipData>, {
    "data-tip": text,
    "data-tip-keys": shortcut,
    "data-tip-side": side,
  });
}
