"use client";

import { lookScript } from "./look.ts";

/**
 * Runs before the first paint, so that nobody sees the wrong theme flash by. Goes into the head; `nonce` is the one of
 * this page's Content-Security-Policy. In the browser React never runs scripts it makes, and warns of them: there it is
 * a block of data.
 */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      nonce={nonce}
      type={typeof window === "undefined" ? "text/javascript" : "text/plain"}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: lookScript() }}
    />
  );
}
