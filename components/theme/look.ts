import type { PreferenceView } from "../../lib/contract/preferences.ts";

/** The part of the preferences that decides how the page looks. */
export type Look = Pick<PreferenceView, "theme" | "density" | "reducedMotion">;

export const LOOK_KEY = "confab.look";
export const LOOK_EVENT = "confab:look";

/** Keeps the look on this device, for the next page's first paint, and shows it now. */
export function keepLook({ theme, density, reducedMotion }: Look): void {
  try {
    localStorage.setItem(LOOK_KEY, JSON.stringify({ theme, density, reducedMotion }));
  } catch {
    // Storage is full or forbidden: the look then lasts as long as the page.
  }
  dispatchEvent(new Event(LOOK_EVENT));
}
