"use client";

import { focusRegion } from "./regions.ts";

/** The first tab stop: past the thread list, straight to what the page is about. */
export function SkipLinks() {
  const skip = () => {
    const composer = document.querySelector<HTMLElement>("main [data-composer]");
    if (composer) return composer.focus();
    const main = document.querySelector<HTMLElement>("main");
    if (!main) return focusRegion(1);
    main.tabIndex = -1;
    main.focus();
  };
  return (
    <button
      type="button"
      onClick={skip}
      className="fixed top-2 left-2 z-60 -translate-y-20 rounded-md bg-accent px-4 py-2 text-sm font-semibold text-on-accent focus-visible:translate-y-0"
    >
      Skip to the content
    </button>
  );
}
