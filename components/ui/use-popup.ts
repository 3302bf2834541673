"use client";

import { cloneElement, type HTMLAttributes, type ReactElement, type RefObject, useId, useRef, useState } from "react";
import { notifyFailure } from "./toast.ts";
import { fetchPart } from "./loaded.tsx";

type UsePopupOptions = {
  /** Fetches what is opened. */
  load: () => Promise<unknown>;
  role: "menu" | "dialog";
  trigger: ReactElement;
  /** Where somebody else decides. */
  open: boolean | undefined;
  onOpenChange: ((open: boolean) => void) | undefined;
};

/** What a loaded popup gets to know of its trigger. */
export type PopupProps = {
  open: boolean;
  onOpenChange: (open: boolean, details?: { reason: string; event: Event }) => void;
  anchor: RefObject<HTMLElement | null>;
  triggerId: string;
  /** It was opened by a key: what is in it takes the focus. */
  byKey: boolean;
};

type TriggerProps = HTMLAttributes<HTMLElement>;

/**
 * A button that opens something which is not loaded with the page. The button is there and stays the same element
 * throughout, so that no press, no focus and no tooltip is lost while the rest is on its way; what is first pressed opens
 * as soon as it has come.
 */
export function usePopup({ load, role, trigger, open: given, onOpenChange }: UsePopupOptions) {
  const [own, setOwn] = useState(false);
  const [byKey, setByKey] = useState(false);
  const anchor = useRef<HTMLElement>(null);
  const generatedId = useId();
  const open = given ?? own;
  // Once opened it stays mounted, to fade out and to open again without a wait.
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);

  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const onFailure = () => {
    setWanted(false);
    setOpen(false);
    notifyFailure("This could not be opened. Check the connection and try again.");
  };

  const props = trigger.props as TriggerProps;
  const triggerId = props.id ?? generatedId;
  const prefetch = () => void fetchPart(load).catch(() => undefined);
  const toggle = (next: boolean, key: boolean) => {
    setByKey(key);
    // Not every browser focuses a button that is pressed, and this is where focus comes back to.
    if (next) anchor.current?.focus({ preventScroll: true });
    setOpen(next);
  };
  // The ref is handed on to the element, as JSX would; nothing reads it here.
  // eslint-disable-next-line react-hooks/refs
  const button = cloneElement(trigger as ReactElement<TriggerProps & { ref?: typeof anchor }>, {
    ref: anchor,
    id: triggerId,
    "aria-haspopup": role,
    "aria-expanded": open,
    ...(open && { "data-popup-open": "" }),
    onPointerEnter: (event) => {
      props.onPointerEnter?.(event);
      prefetch();
    },
    onFocus: (event) => {
      props.onFocus?.(event);
      prefetch();
    },
    onClick: (event) => {
      props.onClick?.(event);
      // A key's click has no count.
      toggle(!open, event.detail === 0);
    },
    onKeyDown: (event) => {
      props.onKeyDown?.(event);
      if (role !== "menu" || open || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      event.preventDefault();
      event.stopPropagation();
      toggle(true, true);
    },
  });
  const popup: PopupProps = {
    open,
    byKey,
    anchor,
    triggerId,
    onOpenChange: (next, details) => {
      // A press on the button while it is open is about to close it by itself.
      const { target } = details?.event ?? {};
      if (!next && details?.reason === "outside-press" && target instanceof Node && anchor.current?.contains(target))
        return;
      setOpen(next);
    },
  };
  return { button, popup, wanted, onFailure };
}
