"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Kbd } from "./kbd.tsx";

/** How long the pointer rests on something until its hint comes, in ms; the next one along comes at once. */
const DELAY = 400;
/** How long after a hint the next is the next one along, and how long the pointer may take to reach the hint itself. */
const GRACE = 300;
const GAP = 6;
const EDGE = 8;

type Shown = { trigger: HTMLElement; text: string; keys: string | undefined };

const triggerOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;

/** Shows the hint of whatever is pointed at or reached by keyboard (`<Tooltip>`). Once in a page. */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const popup = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: HTMLElement | null = null;
    let hiddenAt = -Infinity;
    let isShown = false;
    const show = (trigger: HTMLElement) => {
      const text = trigger.dataset.tip;
      // What opened something of its own has said enough.
      if (!text || !trigger.isConnected || trigger.dataset.popupOpen !== undefined) return;
      isShown = true;
      setShown({ trigger, text, keys: trigger.dataset.tipKeys });
    };
    const hide = () => {
      clearTimeout(timer);
      current = null;
      if (isShown) hiddenAt = performance.now();
      isShown = false;
      setShown(null);
    };
    const onOver = (event: PointerEvent) => {
      if (event.pointerType === "touch") return;
      // The hint may be read and selected: it stays while the pointer is on it.
      if (event.target instanceof Node && popup.current?.contains(event.target)) return clearTimeout(timer);
      const trigger = triggerOf(event.target);
      if (trigger === current && trigger) return clearTimeout(isShown ? timer : undefined);
      if (trigger) {
        const isNext = isShown || performance.now() - hiddenAt < GRACE;
        clearTimeout(timer);
        current = trigger;
        if (isNext) show(trigger);
        else timer = setTimeout(() => show(trigger), DELAY);
      } else if (current) {
        clearTimeout(timer);
        timer = setTimeout(hide, isShown ? GRACE / 3 : 0);
      }
    };
    const onFocus = (event: FocusEvent) => {
      const trigger = triggerOf(event.target);
      if (!trigger || trigger !== event.target || !trigger.matches(":focus-visible")) return;
      clearTimeout(timer);
      current = trigger;
      show(trigger);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" || event.key === "Enter" || event.key === " ") hide();
    };
    const over = new AbortController();
    const options = { signal: over.signal, capture: true, passive: true } as const;
    document.addEventListener("pointerover", onOver, options);
    document.addEventListener("pointerout", (event) => event.relatedTarget === null && hide(), options);
    document.addEventListener("focusin", onFocus, options);
    document.addEventListener("focusout", hide, options);
    document.addEventListener("pointerdown", hide, options);
    document.addEventListener("keydown", onKey, options);
    document.addEventListener("scroll", () => isShown && hide(), options);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, []);

  useLayoutEffect(() => {
    if (shown && popup.current) place(popup.current, shown.trigger);
  }, [shown]);

  return (
    shown && (
      <div
        ref={popup}
        aria-hidden="true"
        data-tooltip=""
        className="fixed top-0 left-0 z-60 flex w-max max-w-72 items-center gap-2 rounded-sm border border-line bg-raised px-2 py-1 text-xs font-medium text-text shadow-raised"
      >
        {shown.text}
        {shown.keys && <Kbd keys={shown.keys} />}
      </div>
    )
  );
}

/** Beside its trigger on the side it asks for, on the other one where there is no room, and always within the window. */
function place(popup: HTMLElement, trigger: HTMLElement): void {
  const at = trigger.getBoundingClientRect();
  const { width, height } = popup.getBoundingClientRect();
  const within = (value: number, size: number, room: number) => Math.max(EDGE, Math.min(value, room - size - EDGE));
  const besideY = (side: string) => (side === "top" ? at.top - height - GAP : at.bottom + GAP);
  const besideX = (side: string) => (side === "left" ? at.left - width - GAP : at.right + GAP);
  const side = trigger.dataset.tipSide ?? "top";
  let x = at.left + at.width / 2 - width / 2;
  let y = at.top + at.height / 2 - height / 2;
  if (side === "top" || side === "bottom") {
    y = besideY(side);
    if (y < EDGE || y + height > innerHeight - EDGE) y = besideY(side === "top" ? "bottom" : "top");
  } else {
    x = besideX(side);
    if (x < EDGE || x + width > innerWidth - EDGE) x = besideX(side === "left" ? "right" : "left");
  }
  x = Math.round(within(x, width, innerWidth));
  y = Math.round(within(y, height, innerHeight));
  popup.style.transform = `translate(${x}px, ${y}px)`;
}
