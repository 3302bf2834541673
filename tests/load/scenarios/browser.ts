// S16: what a person feels, in Chromium against the built server: a thread of 100,000 messages, and the first load.
import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright";
import { LOCAL_CAST } from "../../../lib/auth/local-cast.ts";
import { settledAt } from "../../support/browser-figures.ts";
import { openAs } from "../../support/browser-person.ts";
import { chromiumLaunch } from "../../support/chromium.ts";
import type { BenchContext } from "../bench-context.ts";
import { once } from "../bench-database.ts";
import { fillHistory } from "../cast.ts";
import { atMost } from "../effort.ts";
import { figureOf, quantile } from "../figures.ts";
import { resultOf, type ScenarioResult } from "../result.ts";

const HISTORY = 100_000;
const OPENED = 8;
const KEYS = 60;
const SCREENFULS = 40;

const { launchOptions } = chromiumLaunch();

export const chromiumMissing = (): string | null =>
  "executablePath" in launchOptions || existsSync(chromium.executablePath())
    ? null
    : "no Chromium: npx playwright install chromium";

export async function inTheBrowser(context: BenchContext): Promise<ScenarioResult[]> {
  const { origin } = context.subject;
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await openAs(browser, "ada", { url: origin, viewport: { width: 1_440, height: 900 } });
    // Functions are sent into the page as they were compiled here: with calls of this helper, which keeps their names.
    await page.context().addInitScript("globalThis.__name = (named) => named");
    const { threadId, oldId } = await longThread(context);
    const scripts = await firstLoad(browser, page, origin);
    const opened = await timesToOpen(page, `${origin}/t/${threadId}`);
    const loaded = await timeToLoad(page, `${origin}/t/${threadId}`);
    const jumped = await timesToJump(page, { origin, id: oldId });
    const rows = await rowsWhileScrolling(page);
    const keys = await keystrokes(page);
    await page.context().close();
    return [
      resultOf("S16-open", {
        metric: `thread of ${HISTORY}: opened, until its last message stands`,
        value: opened.median,
        unit: "ms",
        ratio: null,
        floor: "",
        note: `quartiles ${opened.low.toFixed(0)}–${opened.high.toFixed(0)} ms`,
      }),
      resultOf("S16-load", {
        metric: "the same thread by its address, page and all: until its last message stands",
        value: loaded.median,
        unit: "ms",
        ratio: null,
        floor: "",
        note: `quartiles ${loaded.low.toFixed(0)}–${loaded.high.toFixed(0)} ms`,
      }),
      resultOf("S16-jump", {
        metric: "the same: from the list of what is saved to its message of long ago, until that stands",
        value: jumped.median,
        unit: "ms",
        ratio: null,
        floor: "",
        note: `quartiles ${jumped.low.toFixed(0)}–${jumped.high.toFixed(0)} ms`,
      }),
      resultOf("S16-rows", {
        metric: `the same, scrolled ${SCREENFULS} screens: most messages in the page at a time`,
        value: rows.most,
        unit: "rows",
        ratio: null,
        floor: "",
        note: `${rows.seen} different messages passed; longest frame ${rows.longestFrame.toFixed(0)} ms`,
      }),
      resultOf("S16-key", {
        metric: "keystroke to pixels in the composer, that thread open: p95",
        value: quantile(keys, 0.95),
        unit: "ms",
        ratio: null,
        floor: "",
        note: `median ${quantile(keys, 0.5).toFixed(1)} ms of ${keys.length}`,
      }),
      resultOf("S16-script", {
        metric: "first load of the chat page: our and Next's script, gzip",
        value: scripts.ours / 1_024,
        unit: "KB",
        ratio: null,
        floor: "",
        note: `Clerk's beside it ${(scripts.clerks / 1_024).toFixed(0)} KB`,
      }),
    ];
  } finally {
    await browser.close();
  }
}

/** A thread that Ada is in, with a long history of somebody else's. */
async function longThread(context: BenchContext): Promise<{ threadId: string; oldId: string }> {
  const { databaseUrl } = context.subject;
  const [room] = await context.rooms({ count: 1, size: 2 });
  if (!room) throw new Error("There is no room to read in.");
  await fillHistory(databaseUrl, room, HISTORY);
  const [ada] = LOCAL_CAST;
  await once(
    databaseUrl,
    `INSERT INTO "ThreadParticipant" ("threadId", "userId", "lastReadSeq")
     SELECT $1::uuid, id, $3::int FROM "User" WHERE "clerkId" = $2`,
    [room.threadId, ada?.clerkId, HISTORY],
  );
  const [old] = await once<{ id: string }>(
    databaseUrl,
    `SELECT id FROM "Message" WHERE "threadId" = $1::uuid AND seq = $2::int`,
    [room.threadId, HISTORY / 2],
  );
  if (!old) throw new Error("There is no message to jump to.");
  await once(
    databaseUrl,
    `INSERT INTO "SavedMessage" ("userId", "messageId") SELECT id, $2::uuid FROM "User" WHERE "clerkId" = $1`,
    [ada?.clerkId, old.id],
  );
  return { threadId: room.threadId, oldId: old.id };
}

/** Bytes of script, gzipped, that a browser with an empty cache loads for the chat page. */
async function firstLoad(browser: Browser, signedIn: Page, origin: string) {
  const context = await browser.newContext({ storageState: await signedIn.context().storageState() });
  const page = await context.newPage();
  const scripts: { whose: "ours" | "clerks"; size: number; startedAt: number }[] = [];
  const read: Promise<void>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script" || response.status() !== 200) return;
    const whose = /clerk/i.test(new URL(response.url()).pathname) ? "clerks" : "ours";
    const startedAt = response.request().timing().startTime;
    read.push(response.body().then((body) => void scripts.push({ whose, size: gzipSync(body).length, startedAt })));
  });
  await page.goto(origin, { waitUntil: "networkidle" });
  await Promise.all(read);
  const settled = await settledAt(page);
  await context.close();
  const sizeOf = (which: "ours" | "clerks") =>
    scripts
      .filter(({ whose, startedAt }) => whose === which && startedAt < settled)
      .reduce((sum, { size }) => sum + size, 0);
  return { ours: sizeOf("ours"), clerks: sizeOf("clerks") };
}

async function timesToOpen(page: Page, url: string) {
  await page.goto(url);
  await lastMessage(page);
  const { origin, pathname } = new URL(url);
  // By the list at the side, as people do: the page is there, the thread is not.
  return timesOfClicks(page, { url: origin, link: `[data-region=threads] a[href^="${pathname}"]`, id: null });
}

/** From the page of saved messages to one of long ago, in a thread that is not loaded yet. */
const timesToJump = (page: Page, { origin, id }: { origin: string; id: string }) =>
  timesOfClicks(page, { url: `${origin}/saved`, link: `main a[href$="?m=${id}"]`, id });

/** Milliseconds from a click on `link` of the page at `url` until the message `id`, or the newest, stands. */
async function timesOfClicks(page: Page, { url, link, id }: { url: string; link: string; id: string | null }) {
  const times: number[] = [];
  for (let round = 0; round <= atMost(OPENED); round++) {
    await page.goto(url);
    const clicked = page.locator(link).first();
    await clicked.waitFor();
    // What is measured is opening a thread: what the page itself does when it starts is over by then, as it is for somebody
    // who has looked at the list before choosing. `S16-load` has it all in one.
    await page.waitForLoadState("networkidle");
    await page.evaluate(watchFor, id);
    await clicked.click();
    const ms = await page.evaluate<number>("window.openedAfter");
    // The first one is the warm-up.
    if (round > 0) times.push(ms);
  }
  return figureOf(times);
}

/**
 * In the page: resolves after the next click, when the message `id`, or the newest where it is null, has been painted, in
 * ms since the click.
 */
function watchFor(id: string | null): void {
  const clicked = new Promise<number>((resolve) => {
    document.addEventListener("click", (event) => resolve(event.timeStamp), { capture: true, once: true });
  });
  const openedAfter = clicked.then(
    (since) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const rows = document.querySelectorAll(`[data-region=messages] [data-message${id ? `="${id}"` : ""}]`);
          const last = rows[rows.length - 1]?.getBoundingClientRect();
          if (!last || last.top < 0 || last.bottom > window.innerHeight || last.height === 0)
            return void requestAnimationFrame(look);
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
        };
        look();
      }),
  );
  Object.assign(window, { openedAfter });
}

async function timeToLoad(page: Page, url: string) {
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    await page.goto("about:blank");
    const started = performance.now();
    await page.goto(url, { waitUntil: "commit" });
    await lastMessage(page);
    times.push(performance.now() - started);
  }
  return figureOf(times);
}

/** How many messages the page holds at most while somebody scrolls up by the wheel. */
async function rowsWhileScrolling(page: Page) {
  await page.mouse.move(800, 400);
  await page.evaluate(() => {
    const watch = { most: 0, seen: new Set<string>(), longestFrame: 0 };
    Object.assign(window, { watch });
    let last = performance.now();
    const look = () => {
      const rows = document.querySelectorAll<HTMLElement>("[data-region=messages] [data-message]");
      watch.most = Math.max(watch.most, rows.length);
      for (const row of rows) watch.seen.add(row.dataset.message ?? "");
      const now = performance.now();
      watch.longestFrame = Math.max(watch.longestFrame, now - last);
      last = now;
      requestAnimationFrame(look);
    };
    look();
  });
  for (let n = 0; n < atMost(SCREENFULS); n++) {
    await page.mouse.wheel(0, -800);
    await wait(80);
  }
  return page.evaluate(() => {
    const { watch } = window as unknown as { watch: { most: number; seen: Set<string>; longestFrame: number } };
    return { most: watch.most, seen: watch.seen.size, longestFrame: watch.longestFrame };
  });
}

/** Milliseconds from each key's event to the frame that shows it. */
async function keystrokes(page: Page): Promise<number[]> {
  const composer = page.locator("main [data-composer]");
  await composer.click();
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(window, { took });
    document.addEventListener(
      "keydown",
      ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - timeStamp))),
      { capture: true },
    );
  });
  const text = "what somebody types while a long history is on screen, ".repeat(2).slice(0, KEYS);
  await composer.pressSequentially(text, { delay: 40 });
  const shown = await composer.inputValue();
  if (shown !== text) throw new Error(`The composer shows ${JSON.stringify(shown)}.`);
  await composer.fill("");
  return page.evaluate(() => (window as unknown as { took: number[] }).took);
}

const lastMessage = (page: Page) => page.locator("[data-region=messages] [data-message]").last().waitFor();
