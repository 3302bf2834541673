"use client";

import { type MouseEvent, type TouchEvent, useRef } from "react";

/** How long a finger rests until it asks for the menu, in ms. */
const LONG = 500;

/**
 * Makes a long press ask for the context menu where the browser does not (Safari on a phone), and keeps the press from
 * being a tap as well.
 */
export function useLongPress() {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pressed = useRef(false);
  const cancel = () => clearTimeout(timer.current);
  return {
    onTouchStart: ({ touches, target }: TouchEvent) => {
      cancel();
      pressed.current = false;
      const touch = touches[0];
      if (!touch || touches.length > 1) return;
      const { clientX, clientY } = touch;
      timer.current = setTimeout(() => {
        pressed.current = true;
        target.dispatchEvent(
          new window.MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX, clientY }),
        );
      }, LONG);
    },
    onTouchMove: cancel,
    onTouchCancel: cancel,
    onTouchEnd: (event: TouchEvent) => {
      cancel();
      if (pressed.current && event.cancelable) event.preventDefault();
    },
    onClickCapture: (event: MouseEvent) => {
      if (!pressed.current) return;
      pressed.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
