/** The parts of the page in the order in which F6 visits them. */
const REGIONS = [
  "[data-region=threads] [data-thread][tabindex='0'], [data-region=threads]",
  "[data-region=messages]",
  "[data-composer]",
  "[data-region=side]",
  "main",
] as const;

/** Puts the cursor into the conversation's composer; on a touch screen that would open the keyboard, so not there. */
export function focusComposer(): void {
  if (matchMedia("(pointer: coarse)").matches) return;
  document.querySelector<HTMLElement>("main [data-composer]")?.focus({ preventScroll: true });
}

/** Moves focus to the next or previous part of the page that is there. */
export function focusRegion(direction: 1 | -1): void {
  const found = REGIONS.map((selector) => document.querySelector<HTMLElement>(selector)).filter(isShown);
  // Inside a conversation its parts stand for the main region.
  const regions = found.filter(
    (region) => region.tagName !== "MAIN" || found.length === 1 || !holdsAnother(region, found),
  );
  const at = regions.findLastIndex((region) => regionRoot(region).contains(document.activeElement));
  const next = regions[(at + direction + regions.length) % regions.length] ?? regions[0];
  if (!next) return;
  if (next.tabIndex < 0 && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus();
}

const isShown = (element: HTMLElement | null): element is HTMLElement =>
  element !== null && element.offsetParent !== null;

const holdsAnother = (region: HTMLElement, found: HTMLElement[]) =>
  found.some((other) => other !== region && region.contains(other));

const regionRoot = (element: HTMLElement): HTMLElement => element.closest<HTMLElement>("[data-region]") ?? element;
