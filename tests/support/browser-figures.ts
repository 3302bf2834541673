import type { Page, Request } from "@playwright/test";

/** What loading a page cost, in bytes as they went over the wire, and which other hosts it asked. */
export type Weight = { ours: number; clerk: number; fonts: number; foreign: string[] };

/** When the page began to fetch what it does without at first, in ms since 1970; Infinity before that. */
export const settledAt = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [mark] = performance.getEntriesByName("confab-settled");
    return mark ? performance.timeOrigin + mark.startTime : Infinity;
  });

/** Weighs every request from now on; `read` waits for those under way. */
export function weigh(page: Page) {
  const requests: Request[] = [];
  page.on("requestfinished", (request) => requests.push(request));
  return {
    read: async (): Promise<Weight> => {
      const weight: Weight = { ours: 0, clerk: 0, fonts: 0, foreign: [] };
      const own = new URL(page.url()).host;
      const settled = await settledAt(page);
      for (const request of requests) {
        const { host, pathname, protocol } = new URL(request.url());
        if (!protocol.startsWith("http") && !protocol.startsWith("ws")) continue;
        if (host !== own) weight.foreign.push(request.url());
        // On a slow machine it has begun before anybody asks.
        if (request.timing().startTime >= settled) continue;
        const { responseBodySize } = await request.sizes();
        if (pathname.includes("/@clerk/")) weight.clerk += responseBodySize;
        else if (pathname.endsWith(".js") || pathname.endsWith(".css")) weight.ours += responseBodySize;
        else if (pathname.endsWith(".woff2")) weight.fonts += responseBodySize;
      }
      return weight;
    },
  };
}

/** From a key press in the focused composer to the frame that shows its letter, in ms: the median of `presses`. */
export async function keystrokeToPixels(page: Page, presses = 30): Promise<number> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { keyTimes: times });
    addEventListener(
      "keydown",
      (event) =>
        requestAnimationFrame(() => {
          // The frame after the one in which the letter is laid out has been painted.
          requestAnimationFrame(() => times.push(performance.now() - event.timeStamp));
        }),
      { capture: true },
    );
  });
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press("a");
    await page.waitForFunction((count) => (window as unknown as { keyTimes: number[] }).keyTimes.length > count, press);
  }
  const times = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
