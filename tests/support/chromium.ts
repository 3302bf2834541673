import { existsSync } from "node:fs";

/** Where Debian installs Chromium; everywhere else Playwright's own browser is used. */
const debianChromium = "/usr/bin/chromium";

/** Flags under which Chromium runs as root, without a GPU, and without calling home. */
const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Launch options for Playwright: Debian's Chromium where it is installed, else Playwright's own. */
export function chromiumLaunch() {
  const executable = process.env.CHROMIUM_PATH ?? debianChromium;
  return {
    launchOptions: {
      args: quietFlags,
      ...(existsSync(executable) ? { executablePath: executable } : {}),
    },
  };
}
