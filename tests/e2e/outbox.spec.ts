import { type BrowserContext, expect, type Page, test, type WebSocketRoute } from "@playwright/test";
import { signInAs } from "../support/e2e-person.ts";

const stamp = Date.now().toString(36);

/** The network of one browser, to be taken away and given back: sockets are cut, requests fail. */
async function networkOf(context: BrowserContext) {
  let isUp = true;
  const open = new Set<WebSocketRoute>();
  await context.routeWebSocket(/\/socket\.io\//, (socket) => {
    if (!isUp) return void socket.close();
    open.add(socket);
    socket.connectToServer();
  });
  await context.route("**/api/**", (route) => (isUp ? route.continue() : route.abort("internetdisconnected")));
  return {
    cut: async () => {
      isUp = false;
      for (const socket of open) await socket.close();
      open.clear();
    },
    mend: () => {
      isUp = true;
    },
  };
}

/** Long enough for a development server that compiles the page first. */
const live = (page: Page) => expect(page.getByText("Live", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
const composer = (page: Page) => page.locator("main [data-composer]");
const said = (page: Page, text: string) => page.getByRole("log").getByText(text, { exact: true });

async function openThread(page: Page, name: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Threads" })
    .getByRole("link", { name: new RegExp(name) })
    .click();
  await expect(composer(page)).toBeVisible();
}

async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await expect(said(page, text)).toBeVisible();
}

test("S1, S7: what was written without a network survives a closed tab and goes out in order, once", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const ada = await signInAs(browser, "ada");
  const cy = await signInAs(browser, "cy");
  const network = await networkOf(ada.context);
  await ada.page.reload();
  for (const { page } of [ada, cy]) await openThread(page, "random");
  await live(ada.page);

  await network.cut();
  const texts = ["first", "second", "third"].map((word) => `${word} ${stamp}`);
  for (const text of texts) await write(ada.page, text);
  await expect(ada.page.getByText("Live", { exact: true })).toHaveCount(0);
  const url = ada.page.url();
  // Signing out with text still queued asks first, and staying changes nothing.
  await ada.page.getByRole("button", { name: /your menu/ }).click();
  await ada.page.getByRole("menuitem", { name: "Sign out" }).click();
  const asked = ada.page.getByRole("dialog", { name: "Sign out with unsent messages?" });
  await expect(asked).toContainText("3 messages have not been sent.");
  await asked.getByRole("button", { name: "Stay" }).click();
  await expect(asked).toHaveCount(0);
  for (const text of texts) await expect(said(ada.page, text)).toBeVisible();
  await ada.page.close();
  await expect(said(cy.page, texts[0]!)).toHaveCount(0);

  network.mend();
  const again = await ada.context.newPage();
  await again.goto(url);
  for (const text of texts) {
    await expect(said(cy.page, text)).toHaveCount(1, { timeout: 30_000 });
    await expect(said(again, text)).toHaveCount(1);
  }
  const order = await cy.page.getByRole("log").getByText(stamp).allTextContents();
  expect(order).toEqual(texts);

  // Whoever is on a row keeps their place when it goes out.
  await network.cut();
  const fourth = `fourth ${stamp}`;
  await write(again, fourth);
  const row = again.getByRole("log").getByRole("article").filter({ hasText: fourth });
  await row.focus();
  await expect(row).not.toHaveAttribute("data-message", /./);
  network.mend();
  await expect(row).toHaveAttribute("data-message", /./, { timeout: 30_000 });
  await expect(row).toBeFocused();
  await ada.context.close();
  await cy.context.close();
});

test("S7: another tab takes over what a closed tab left", async ({ browser }) => {
  test.setTimeout(120_000);
  const { context, page: first } = await signInAs(browser, "ada");
  const network = await networkOf(context);
  await first.reload();
  await openThread(first, "random");
  const second = await context.newPage();
  await second.goto(first.url());
  await live(second);

  await network.cut();
  const text = `left behind ${stamp}`;
  await write(first, text);
  await expect(said(second, text)).toBeVisible();
  await first.close();
  network.mend();
  await live(second);
  await second.reload();
  await expect(said(second, text)).toHaveCount(1, { timeout: 30_000 });
  await expect.poll(() => keptRows(second)).toBe(0);
  await context.close();
});

/** How many messages this browser still keeps to be sent. */
const keptRows = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    let rows = 0;
    for (const { name } of databases.filter((found) => found.name?.startsWith("confab-"))) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error("no database"));
      });
      const keys = await new Promise<IDBValidKey[]>((resolve) => {
        const request = database.transaction("kept").objectStore("kept").getAllKeys();
        request.onsuccess = () => resolve(request.result);
      });
      rows += keys.filter((key) => (key as string).startsWith("outbox:")).length;
      database.close();
    }
    return rows;
  });
