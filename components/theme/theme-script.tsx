import { lookScript } from "./look.ts";

/**
 * Runs before the first paint, so that nobody sees the wrong theme flash by. Goes into the head; `nonce` is the one of
 * this page's Content-Security-Policy.
 */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: lookScript() }} />;
}
