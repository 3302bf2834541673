import { expect, type Page, test } from "@playwright/test";
import { v7 as uuid } from "uuid";
import { LOCAL_CAST_PASSWORD } from "../../lib/auth/local-cast.ts";

/** Presses Tab until what is focused matches, as somebody without a mouse would. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${selector}.`);
}

const focused = (page: Page) => page.locator(":focus");

test("without a mouse: sign in, find a thread, write, edit, reply, delete", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await (await browser.newContext({ baseURL: process.env.E2E_URL })).newPage();
  const text = `by keyboard ${Date.now().toString(36)}`;
  const row = page.getByRole("log").getByRole("article").filter({ hasText: text });

  await page.goto("/sign-in");
  await page.locator("input[name=identifier]").waitFor();
  await tabTo(page, "input[name=identifier]");
  await page.keyboard.type("cy@confab.local");
  await page.keyboard.press("Enter");
  await page.locator("input[name=password]").waitFor();
  await tabTo(page, "input[name=password]");
  await page.keyboard.type(LOCAL_CAST_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Threads" })).toBeVisible({ timeout: 30_000 });

  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("random");
  await expect(page.getByRole("option", { name: /random/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "random" })).toBeVisible();
  await expect(focused(page)).toHaveAttribute("data-composer", "");

  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await expect(row).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.type(", edited");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log").getByText(`${text}, edited`)).toBeVisible();

  await tabBackTo(page, "[role=article], article");
  await page.keyboard.press("End");
  await expect(focused(page)).toContainText(text);
  await expect(focused(page)).toHaveAttribute("data-message", /./);
  // While the edit is on its way the row has no keys yet.
  await expect(async () => {
    await page.keyboard.press("r");
    await expect(focused(page)).toHaveAttribute("data-composer", "", { timeout: 500 });
  }).toPass();
  await page.keyboard.type("and a reply");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log").getByRole("article").filter({ hasText: "and a reply" })).toContainText(text);

  await tabBackTo(page, "[role=article], article");
  await page.keyboard.press("End");
  await expect(focused(page)).toContainText("and a reply");
  // What is still on its way cannot be deleted yet.
  await expect(focused(page)).toHaveAttribute("data-message", /./);
  await page.keyboard.press("Delete");
  await expect(page.getByRole("button", { name: "Delete", exact: true })).toBeVisible();
  await expect(focused(page)).toHaveText(/Delete|Cancel/);
  if ((await focused(page).textContent()) !== "Delete") await page.keyboard.press("Tab");
  await expect(focused(page)).toHaveText("Delete");
  // What arrives meanwhile does not take the keys away from where they are.
  await sayFromElsewhere(page, `meanwhile, ${text}`);
  await expect(focused(page)).toHaveText("Delete");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Message deleted by its author").last()).toBeVisible();
  // Focus went to a neighbour, not to nowhere.
  await expect(focused(page)).toHaveCount(1);
  await page.context().close();
});

/** The same person writes in the open thread on another device. */
async function sayFromElsewhere(page: Page, body: string): Promise<void> {
  const threadId = page.url().split("/t/")[1];
  const status = await page.evaluate(
    async ({ url, message }) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(url, { method: "POST", headers, body: JSON.stringify(message) })).status;
    },
    { url: `/api/threads/${threadId}/messages`, message: { clientId: uuid(), body } },
  );
  expect(status).toBe(201);
  await expect(page.getByRole("log").getByRole("article").filter({ hasText: body })).toBeVisible();
}

async function tabBackTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press("Shift+Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Shift+Tab never reached ${selector}.`);
}
