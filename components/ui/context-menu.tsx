"use client";

import { cloneElement, type HTMLAttributes, type MouseEvent, type ReactElement, type ReactNode, useState } from "react";
import { Loaded } from "./loaded.tsx";
import { popupParts } from "./popup-parts.ts";
import { useLongPress } from "./use-long-press.ts";

type ContextMenuProps = { trigger: ReactElement<HTMLAttributes<HTMLElement>>; children: ReactNode };

/**
 * A menu at the pointer, also by a long press; put `MenuItem`s in it. Every action in it must also be reachable another
 * way. Where it cannot be loaded the browser's own menu comes the next time.
 */
export function ContextMenu({ trigger, children }: ContextMenuProps) {
  const [point, setPoint] = useState<{ x: number; y: number } | null>(null);
  const [open, setOpen] = useState(false);
  const longPress = useLongPress();
  const show = (event: MouseEvent) => {
    event.preventDefault();
    setPoint({ x: event.clientX, y: event.clientY });
    setOpen(true);
  };
  const place = { getBoundingClientRect: () => new DOMRect(point?.x, point?.y, 0, 0) };
  return (
    <>
      {cloneElement(trigger, { onContextMenu: show, ...longPress })}
      {point && (
        <Loaded
          load={popupParts.menu}
          props={{
            open,
            onOpenChange: setOpen,
            anchor: place,
            byKey: false,
            align: "start",
            side: "bottom",
            gap: 2,
            children,
          }}
          onFailure={() => setPoint(null)}
        />
      )}
    </>
  );
}
