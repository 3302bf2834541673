// What every journey does: people of the cast in browsers of their own, signed in through the page.
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { LOCAL_CAST_PASSWORD } from "../../lib/auth/local-cast.ts";

type CastName = "ada" | "bo" | "cy" | "dee";

/** A new browser context in which one of the cast is signed in, at the thread list. */
export async function signInAs(
  browser: Browser,
  name: CastName,
  options = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: process.env.E2E_URL, ...options });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel(/email address/i).fill(`${name}@confab.local`);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByLabel("Password", { exact: true }).fill(LOCAL_CAST_PASSWORD);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  return { context, page };
}

/** No violation of WCAG 2.2 AA that axe can see; a failure names each rule with the elements. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    // Experimental in axe: it also counts initials and badges as the visible name.
    .disableRules(["label-content-name-mismatch"])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
  ).toEqual([]);
}
