import type { PreferenceView } from "../../lib/contract/preferences.ts";

/** The part of the preferences that decides how the page looks. */
type Look = Pick<PreferenceView, "theme" | "density" | "reducedMotion">;

const LOOK_KEY = "confab.look";

/** Keeps the look on this device, for the next page's first paint, and puts it on now. */
export function keepLook({ theme, density, reducedMotion }: Look): void {
  try {
    localStorage.setItem(LOOK_KEY, JSON.stringify({ theme, density, reducedMotion }));
  } catch {
    // Storage is full or forbidden: the look then lasts as long as the page.
  }
  putOnLook(LOOK_KEY);
}

/**
 * Puts the look kept under `key` on the page; "system" is resolved. Its source is also the script that runs before the
 * first paint, so it must stand on its own: no imports, nothing from outside.
 */
function putOnLook(key: string): void {
  let look: Record<string, unknown> = {};
  try {
    look = (JSON.parse(localStorage.getItem(key) || "{}") || {}) as Record<string, unknown>;
  } catch {
    // Nothing readable is kept: the device decides.
  }
  const { dataset } = document.documentElement;
  const dark = look.theme === "dark" || (look.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  dataset.theme = dark ? "dark" : "light";
  dataset.density = look.density === "compact" ? "compact" : "comfortable";
  dataset.motion = look.reducedMotion === true ? "reduced" : "full";
}

/** The script for the head, as text. */
export const lookScript = (): string => `(${putOnLook.toString()})(${JSON.stringify(LOOK_KEY)})`;

/** Puts the look on whenever the device's theme changes or another tab keeps another look, until the answer is called. */
export function followLook(): () => void {
  const put = () => putOnLook(LOOK_KEY);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  put();
  dark.addEventListener("change", put);
  addEventListener("storage", put);
  return () => {
    dark.removeEventListener("change", put);
    removeEventListener("storage", put);
  };
}
