"use client";

import { type FocusEvent, type PointerEvent, useRef, useState } from "react";

/** When a row shows its action bar: under the mouse, and where focus was brought by keyboard or by touch. */
export function useActionBar() {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [busy, setBusy] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [picking, setPicking] = useState(false);
  const touched = useRef(false);
  return {
    shown: hovered || focused || busy || confirming || picking,
    confirming,
    setConfirming,
    /** The emoji to react with are open. */
    picking,
    setPicking,
    setBusy,
    events: {
      onPointerEnter: (event: PointerEvent) => setHovered(event.pointerType === "mouse"),
      onPointerLeave: () => setHovered(false),
      onPointerDown: (event: PointerEvent) => {
        touched.current = event.pointerType !== "mouse";
      },
      // A mouse click focuses the row too, but then the bar follows the pointer, or two rows would show one.
      onFocus: (event: FocusEvent) => setFocused(touched.current || event.target.matches(":focus-visible")),
      onBlur: (event: FocusEvent) => {
        // A tap on a button of the bar moves focus within the row, and must find the bar still there.
        if (event.currentTarget.contains(event.relatedTarget)) return;
        touched.current = false;
        setFocused(false);
      },
    },
  };
}
