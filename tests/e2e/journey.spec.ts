import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/e2e-person.ts";

/** Makes names that nobody else has, on a server that has seen this journey before too. */
const stamp = Date.now().toString(36);

/** Somebody new, who signs up through the page. */
async function signUp(browser: Browser, first: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: process.env.E2E_URL });
  const page = await context.newPage();
  await page.goto("/sign-up");
  await page.locator("input[name=firstName]").fill(first);
  await page.locator("input[name=lastName]").fill(stamp);
  await page.locator("input[name=emailAddress]").fill(`${first.toLowerCase()}-${stamp}@example.org`);
  await page.locator("input[name=password]").fill("correct horse battery");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Threads" })).toBeVisible({ timeout: 30_000 });
  return page;
}

const composer = (page: Page) => page.locator("main [data-composer]");
const said = (page: Page, text: string) => page.getByRole("log").getByRole("article").filter({ hasText: text });
const row = (page: Page, name: RegExp) => page.getByRole("navigation", { name: "Threads" }).getByRole("link", { name });

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await expect(said(page, text.replaceAll("*", ""))).toBeVisible();
}

test("two people sign up, meet in a thread and chat both ways", async ({ browser }) => {
  test.setTimeout(180_000);
  const [eva, finn] = [await signUp(browser, "Eva"), await signUp(browser, "Finn")];
  const thread = `tea-${stamp}`;

  await test.step("Eva makes a private thread and invites Finn", async () => {
    await eva.getByRole("button", { name: "New thread or message" }).click();
    await eva.getByRole("menuitem", { name: "New thread" }).click();
    const dialog = eva.getByRole("dialog", { name: "New thread" });
    await dialog.getByLabel("Name").fill(thread);
    await dialog.getByText("Members only").click();
    await expectAccessible(eva);
    await dialog.getByRole("button", { name: "Create thread" }).click();
    await expect(eva.getByRole("heading", { name: thread })).toBeVisible();
    await expect(row(finn, new RegExp(thread))).toHaveCount(0);

    if (!(await eva.getByRole("button", { name: "Add people" }).isVisible())) {
      await eva
        .getByRole("button", { name: /details/i })
        .first()
        .click();
    }
    await eva.getByRole("button", { name: "Add people" }).click();
    const adding = eva.getByRole("dialog", { name: /Add people/ });
    await adding.getByLabel("People", { exact: true }).first().fill("Finn");
    await adding.getByRole("option", { name: new RegExp(`Finn ${stamp}`) }).click();
    await adding.getByRole("button", { name: "Add", exact: true }).click();
    await expect(row(finn, new RegExp(thread))).toBeVisible();
  });

  await test.step("what one writes the other sees at once, with an exact unread count until it is read", async () => {
    await say(eva, "Is the kettle on?");
    await say(eva, "And who has the **good** cups?");
    await expect(row(finn, new RegExp(`${thread}.*2 unread`))).toBeVisible();
    await expect(finn).toHaveTitle(/^• /);
    await row(finn, new RegExp(thread)).click();
    await expect(said(finn, "Is the kettle on?")).toBeVisible();
    await expect(said(finn, "good cups?").locator("strong")).toHaveText("good");
    await expect(row(finn, new RegExp(`${thread}\\s*, private thread$`))).toBeVisible();
    await say(finn, "It whistles.");
    await expect(said(eva, "It whistles.")).toBeVisible();
  });

  await test.step("typing shows to the other", async () => {
    // Who has just said so is told of again after three seconds at the earliest (PROTOCOL E1).
    await expect(async () => {
      await composer(finn).pressSequentially("still ");
      await expect(eva.getByText(/Finn.*typing/)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await composer(finn).fill("");
  });

  await test.step("an edit replaces the text on both screens and keeps the history", async () => {
    await composer(eva).press("ArrowUp");
    await composer(eva).fill("And who has the good mugs?");
    await composer(eva).press("Enter");
    await expect(said(finn, "good mugs?")).toBeVisible();
    await expect(said(finn, "good cups?")).toHaveCount(0);
    await said(finn, "good mugs?")
      .getByRole("button", { name: /Edited/ })
      .click();
    await expect(finn.getByRole("dialog")).toContainText("cups");
    await finn.keyboard.press("Escape");
  });

  await test.step("a reply quotes what it answers, and the root counts it", async () => {
    await said(finn, "good mugs?").hover();
    await said(finn, "good mugs?").getByRole("button", { name: "Reply" }).click();
    await say(finn, "Top shelf.");
    await expect(said(eva, "Top shelf.")).toContainText("good mugs?");
    await expect(eva.getByRole("log").getByText("1 reply")).toBeVisible();
  });

  await test.step("a deletion leaves a tombstone for both", async () => {
    await said(eva, "Is the kettle on?").hover();
    await said(eva, "Is the kettle on?").getByRole("button", { name: "More actions" }).click();
    await eva.getByRole("menuitem", { name: /Delete/ }).click();
    await eva.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(finn.getByText("Message deleted by its author")).toBeVisible();
    await expect(said(finn, "Is the kettle on?")).toHaveCount(0);
  });

  await test.step("a fresh page shows what the live ones show", async () => {
    // What somebody has looked at for a while is an edit that they have seen, and marked as such by a fresh page alone.
    const wordsOf = (text: string) => text.replace("edited since you read it", "(edited)").replace(/\s+/g, " ");
    const texts = async (page: Page) => (await page.getByRole("log").getByRole("article").allInnerTexts()).map(wordsOf);
    // Away from every row, whose buttons would be read with it.
    await finn.mouse.move(0, 0);
    await composer(finn).focus();
    const live = await texts(finn);
    await finn.reload();
    await expect(said(finn, "Top shelf.")).toBeVisible();
    await expect.poll(() => texts(finn)).toEqual(live);
    await expectAccessible(finn);
  });

  await test.step("the last owner cannot leave, and is told why", async () => {
    const leave = eva.getByRole("button", { name: /^Leave/ });
    await expect(leave).toBeDisabled();
    await expect(leave).toContainText("Make somebody else an owner first");
  });

  await eva.context().close();
  await finn.context().close();
});
