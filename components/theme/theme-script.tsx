import { LOOK_EVENT, LOOK_KEY } from "./look.ts";

/**
 * Runs before the first paint, so that nobody sees the wrong theme flash by: takes the look kept on this device,
 * resolves "system", and follows both when they change (here, in another tab, or in the operating system).
 */
const script = `(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(${JSON.stringify(LOOK_KEY)})) || {};
    } catch {
      return {};
    }
  };
  const apply = () => {
    const look = read();
    const chosen = look.theme === "light" || look.theme === "dark";
    root.dataset.theme = chosen ? look.theme : dark.matches ? "dark" : "light";
    root.dataset.density = look.density === "compact" ? "compact" : "comfortable";
    root.dataset.motion = look.reducedMotion === true ? "reduced" : "full";
  };
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener(${JSON.stringify(LOOK_EVENT)}, apply);
})();`;

/** Goes into the head; `nonce` is the one of this page's Content-Security-Policy. */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
