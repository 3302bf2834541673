import { expect, type Page, test } from "@playwright/test";
import { signInAs } from "../support/e2e-person.ts";

const live = (page: Page) => expect(page.getByText("Live", { exact: true }).first()).toBeVisible({ timeout: 30_000 });

async function addressOf(page: Page, thread: string): Promise<string> {
  const link = page.getByRole("navigation", { name: "Threads" }).getByRole("link", { name: new RegExp(thread) });
  return new URL((await link.getAttribute("href")) ?? "", page.url()).href;
}

test("a conversation whose script was lost says so, beside a shell that goes on, and comes with a new page", async ({
  browser,
}) => {
  const { page } = await signInAs(browser, "dee");
  const address = await addressOf(page, "random");
  let isLost = true;
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    if (isLost && body.includes("The messages could not be loaded")) await route.abort("connectionreset");
    else await route.fulfill({ response: answer, body });
  });

  await page.goto(address);
  const problem = page.getByRole("alert").filter({ hasText: "A part of the conversation could not be loaded" });
  await expect(problem).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("heading", { name: "random" })).toBeVisible();
  await live(page);

  isLost = false;
  await problem.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.locator("main [data-composer]")).toBeEditable({ timeout: 30_000 });
  await expect(problem).toBeHidden();
});

test("Clerk's script is asked for again until it comes, and nobody is shut out", async ({ browser }) => {
  const { page } = await signInAs(browser, "dee");
  const address = await addressOf(page, "random");
  let asked = 0;
  await page.route("**/clerk.browser.js", (route) => {
    asked += 1;
    return asked === 1 ? route.abort("connectionreset") : route.continue();
  });
  await page.goto(address);
  await live(page);
  expect(asked).toBe(2);
});
