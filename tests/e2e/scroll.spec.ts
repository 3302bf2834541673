import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { MessagePage, MessageView, SentMessage } from "../../lib/contract/messages.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { type AppPerson, signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";

const url = () => process.env.E2E_URL ?? "";

let bo: AppPerson;
let threadId: string;

// A session token lives for a minute: each journey signs in anew.
test.beforeEach(async () => {
  bo = await signInAt(url(), "bo@confab.local");
  const home = await bo.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  threadId = home.data.entries.find(({ thread }) => thread.name === "harbour-log")?.threadId ?? "";
});

async function say(body: string): Promise<MessageView> {
  const sent = await bo.call<SentMessage>("POST", `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body });
  if (!sent.ok) throw new Error(sent.error.message);
  return sent.data.message;
}

async function latest(): Promise<MessageView[]> {
  const page = await bo.call<MessagePage>("GET", `/api/threads/${threadId}/messages?limit=50`);
  if (!page.ok) throw new Error(page.error.message);
  return page.data.messages;
}

const log = (page: Page) => page.getByRole("log");

/** Opens the thread at its end, with nothing left to load on the way. */
async function openLog(page: Page): Promise<void> {
  await page.goto(`${url()}/t/${threadId}`);
  await expect(log(page)).toBeVisible();
  await expect(log(page).getByRole("article").last()).toBeInViewport();
  await page.mouse.move(700, 400);
}

/** Scrolls by the wheel, a notch at a time, until the reader is `px` further up. */
async function wheelUp(page: Page, px: number): Promise<void> {
  for (let done = 0; done < px; done += 100) {
    await page.mouse.wheel(0, -100);
    await page.waitForTimeout(16);
  }
}

/** From now on, every frame, where the row in the middle of the screen is. */
async function watchReader(page: Page): Promise<void> {
  await page.evaluate(() => {
    const list = document.querySelector("[data-region=messages]")!;
    const { top, height } = list.getBoundingClientRect();
    const rows = [...list.querySelectorAll<HTMLElement>("[data-message]")];
    const read = rows.find((row) => row.getBoundingClientRect().top > top + height / 3)!;
    const id = read.dataset.message;
    const seen: number[] = [];
    Object.assign(window, { seen, readId: id });
    const look = () => {
      const now = list.querySelector(`[data-message="${id}"]`);
      seen.push(now ? now.getBoundingClientRect().top : Number.NaN);
      requestAnimationFrame(look);
    };
    look();
  });
}

/** How far what was being read has moved, at the most, in any frame since. */
const movedBy = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { seen } = window as unknown as { seen: number[] };
    return Math.max(...seen.map((top) => (Number.isNaN(top) ? 9_999 : Math.abs(top - (seen[0] ?? 0)))));
  });

const frames = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { seen: number[] }).seen.length);

test("a page of older messages arrives above without moving what is read", async ({ browser }) => {
  const page = await openAs(browser, "ada", { url: url() });
  await openLog(page);
  // The next page waits until the reader has stopped.
  let asked = false;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/messages\?.*before=/, async (route) => {
    asked = true;
    await held;
    await route.continue();
  });
  for (let notches = 0; !asked && notches < 100; notches++) await wheelUp(page, 100);
  expect(asked).toBe(true);
  await wheelUp(page, 200);
  await page.waitForTimeout(300);
  const before = await log(page).evaluate((list) => list.scrollHeight);
  await watchReader(page);
  release();
  await expect.poll(() => log(page).evaluate((list) => list.scrollHeight)).toBeGreaterThan(before + 500);
  await page.waitForTimeout(500);
  expect(await movedBy(page)).toBe(0);
  await page.context().close();
});

test("scrolling up moves the rows by exactly as much, page after page", async ({ browser }) => {
  const page = await openAs(browser, "ada", { url: url() });
  await openLog(page);
  const jumps = await page.evaluate(async () => {
    const list = document.querySelector<HTMLElement>("[data-region=messages]")!;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const found: number[] = [];
    const at = () => {
      const { top, height } = list.getBoundingClientRect();
      const row = [...list.querySelectorAll<HTMLElement>("[data-message]")].find(
        (one) => one.getBoundingClientRect().top > top + height / 2,
      );
      return row && { id: row.dataset.message, top: row.getBoundingClientRect().top };
    };
    for (let step = 0; step < 300; step++) {
      const before = at();
      const room = list.scrollTop;
      list.scrollBy(0, -60);
      await frame();
      await frame();
      const after = before && list.querySelector(`[data-message="${before.id}"]`);
      if (before && after && room > 60) {
        found.push(Math.abs(after.getBoundingClientRect().top - before.top - 60));
      }
    }
    return found;
  });
  expect(jumps.length).toBeGreaterThan(200);
  expect(Math.max(...jumps)).toBeLessThanOrEqual(0.5);
  await page.context().close();
});

test("new messages and edits leave what is read where it is, and are told of", async ({ browser }) => {
  const old = await latest();
  const mine = (await say("a short line that will grow")).id;
  const page = await openAs(browser, "ada", { url: url() });
  await openLog(page);
  await wheelUp(page, 900);
  await page.waitForTimeout(400);
  await watchReader(page);
  await say("arriving below, line 1");
  await say("arriving below, line 2");
  const { id: newest } = await say("arriving below, line 3");
  await expect(page.getByRole("button", { name: "3 new messages" })).toBeVisible();
  // The one that grows is below; one above, mounted but out of sight, is tried next.
  await bo.call("PUT", `/api/messages/${mine}`, { body: "grown\n".repeat(12) });
  await page.waitForTimeout(500);
  expect(await frames(page)).toBeGreaterThan(20);
  expect(await movedBy(page)).toBe(0);

  const above = await page.evaluate(() => {
    const list = document.querySelector("[data-region=messages]")!;
    const { top } = list.getBoundingClientRect();
    const rows = [...list.querySelectorAll<HTMLElement>("[data-message]")];
    return rows.filter((row) => row.getBoundingClientRect().bottom < top).map((row) => row.dataset.message ?? "");
  });
  const boHome = await bo.call<HomeView>("GET", "/api/home");
  const boId = boHome.ok ? boHome.data.me.id : "";
  const editable = old.find(({ id, authorId }) => authorId === boId && above.includes(id));
  expect(editable, "one of Bo's messages above the reader").toBeDefined();
  await bo.call("PUT", `/api/messages/${editable?.id}`, { body: `grown above\n${"line\n".repeat(8)}` });
  await expect(page.locator(`[data-message="${editable?.id}"]`)).toContainText("grown above");
  await page.waitForTimeout(400);
  expect(await movedBy(page)).toBe(0);
  await bo.call("PUT", `/api/messages/${editable?.id}`, { body: editable?.body ?? "as it was" });

  await page.getByRole("button", { name: "3 new messages" }).click();
  await expect(page.locator(`[data-message="${newest}"]`)).toBeInViewport();
  await page.context().close();
});

test("at the end, what arrives is followed", async ({ browser }) => {
  const page = await openAs(browser, "ada", { url: url() });
  await openLog(page);
  for (let line = 1; line <= 4; line++) {
    const { id } = await say(`followed ${line} ${"long ".repeat(40)}`);
    await expect(page.locator(`[data-message="${id}"]`)).toBeInViewport({ ratio: 1 });
  }
  await page.context().close();
});

test("a link leads to its message, marked and in the middle, however far back", async ({ browser }) => {
  const far = await bo.call<MessagePage>("GET", `/api/threads/${threadId}/messages?around=700&limit=10`);
  const target = far.ok ? far.data.messages.find(({ system }) => system === null) : undefined;
  expect(target).toBeDefined();
  const page = await openAs(browser, "ada", { url: url(), path: `/t/${threadId}?m=${target?.id}` });
  const row = page.locator(`[data-message="${target?.id}"]`);
  await expect(row).toBeInViewport({ ratio: 1 });
  await watchReader(page);
  await page.waitForTimeout(1_500);
  expect(await movedBy(page)).toBe(0);
  await page.getByRole("button", { name: "Jump to latest" }).click();
  const newest = (await latest()).at(-1);
  await expect(page.locator(`[data-message="${newest?.id}"]`)).toBeInViewport();
  await page.context().close();
});
