import { expect, test } from "@playwright/test";
import { expectAccessible, signInAs } from "../support/e2e-person.ts";

test("somebody who is not signed in is sent to sign in, and comes back to the page they wanted", async ({ page }) => {
  await page.goto("/people");
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible(page);
});

test("the cast signs in with the password of the terminal and sees the workspace", async ({ browser }) => {
  const { context, page } = await signInAs(browser, "ada");
  await expect(
    page.getByRole("navigation", { name: "Threads" }).getByRole("link", { name: /launch-week/ }),
  ).toBeVisible();
  await expectAccessible(page);
  await context.close();
});
