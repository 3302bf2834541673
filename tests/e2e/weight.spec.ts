import { expect, type Page, test } from "@playwright/test";
import { keystrokeToPixels, weigh } from "../support/browser-figures.ts";
import { openAs } from "../support/browser-person.ts";
import { insertLongThread } from "../support/long-thread.ts";

const url = () => process.env.E2E_URL ?? "";
const COUNT = 100_000;
const ROWS_MAX = 120;
/** What is reached, styles and all, so that it grows no further: S16 asks for 300 KB of script, which `npm run bench` measures. */
const FIRST_LOAD_KB = 315;

const rows = (page: Page) => page.getByRole("log").locator("[data-row]").count();

test("a thread of 100,000 messages opens, is jumped in and scrolled, in a light page", async ({ browser }) => {
  test.setTimeout(240_000);
  const databaseUrl = process.env.E2E_DATABASE_URL;
  test.skip(databaseUrl === undefined, "needs the database of the server under test");
  const thread = await insertLongThread(databaseUrl ?? "", { name: `long-${Date.now().toString(36)}`, count: COUNT });
  // A page that has nothing in its cache.
  const page = await openAs(browser, "bo", { url: url(), path: "/settings" });
  const fresh = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await page.context().close();
  const weight = weigh(fresh);
  const entry = (seq: number) => fresh.getByRole("log").getByText(`entry ${seq}`, { exact: true });

  await test.step("it opens at its end", async () => {
    const before = Date.now();
    await fresh.goto(`${url()}/t/${thread.threadId}`);
    await expect(entry(COUNT)).toBeInViewport({ timeout: 30_000 });
    console.log(`S16 open: ${Date.now() - before} ms, ${await rows(fresh)} rows`);
    expect(await rows(fresh)).toBeLessThanOrEqual(ROWS_MAX);
    await expect(fresh.getByText("Live", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  });

  await test.step("the page is light and asks nobody else", async () => {
    const { ours, clerk, fonts, foreign } = await weight.read();
    const kb = (bytes: number) => Math.round(bytes / 1024);
    console.log(`S16 first load: ${kb(ours)} KB ours and Next's, ${kb(clerk)} KB Clerk's, ${kb(fonts)} KB fonts`);
    expect(foreign).toEqual([]);
    expect(ours).toBeGreaterThan(50_000);
    expect(kb(ours)).toBeLessThanOrEqual(FIRST_LOAD_KB);
  });

  await test.step("its font is asked for before the styles that name it, and once", async () => {
    const asked = await fresh.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => name.includes("inter-latin-wght"))
        .map(({ initiatorType }) => initiatorType),
    );
    expect(asked).toEqual(["link"]);
  });

  await test.step("a letter is on the screen soon after its key", async () => {
    await fresh.locator("main [data-composer]").focus();
    console.log(`S16 key to pixels: ${Math.round(await keystrokeToPixels(fresh))} ms`);
    await fresh.locator("main [data-composer]").fill("");
  });

  await test.step("scrolling moves what is read by exactly as much, and the rows stay few", async () => {
    const { jumps, most } = await fresh.evaluate(async () => {
      const list = document.querySelector<HTMLElement>("[data-region=messages]")!;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const seen = { jumps: [] as number[], most: 0 };
      const reading = () => {
        const { top, height } = list.getBoundingClientRect();
        const all = [...list.querySelectorAll<HTMLElement>("[data-message]")];
        return all.find((one) => one.getBoundingClientRect().top > top + height / 2);
      };
      for (let step = 0; step < 200; step++) {
        const row = reading();
        const [before, room] = [row?.getBoundingClientRect().top ?? 0, list.scrollTop];
        list.scrollBy(0, -80);
        await frame();
        await frame();
        seen.most = Math.max(seen.most, list.querySelectorAll("[data-row]").length);
        if (row?.isConnected && room > 80) seen.jumps.push(Math.abs(row.getBoundingClientRect().top - before - 80));
      }
      return seen;
    });
    console.log(`S16 scroll: ${jumps.length} steps, ${Math.max(...jumps)} px off at the most, ${most} rows`);
    expect(jumps.length).toBeGreaterThan(100);
    expect(Math.max(...jumps)).toBeLessThanOrEqual(0.5);
    expect(most).toBeLessThanOrEqual(ROWS_MAX);
  });

  await test.step("what was said long ago is found and shown", async () => {
    await fresh.keyboard.press("ControlOrMeta+f");
    await expect(fresh.getByRole("textbox", { name: "Find in the thread" })).toBeFocused();
    await fresh.keyboard.type("entry 17000");
    const before = Date.now();
    await expect(fresh.getByText("1 of 1")).toBeVisible({ timeout: 30_000 });
    await expect(entry(17_000)).toBeInViewport({ timeout: 30_000 });
    console.log(`S16 find and jump: ${Date.now() - before} ms, ${await rows(fresh)} rows`);
    expect(await rows(fresh)).toBeLessThanOrEqual(ROWS_MAX);
  });
  await fresh.context().close();
});
