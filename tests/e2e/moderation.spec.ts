import { type Browser, expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";
const stamp = Date.now().toString(36);

const said = (page: Page, text: string) => page.getByRole("log").getByRole("article").filter({ hasText: text });
const reasonIn = (page: Page) => page.getByRole("dialog").getByRole("textbox", { name: /Reason/ });

/** A thread of Ada's with Cy in it, made as the page makes one. */
async function makeThread(ada: Page, cy: Page, name: string): Promise<string> {
  const home = await cy.request.get(`${url()}/api/home`);
  const { data } = (await home.json()) as { data: { me: { id: string } } };
  const id = uuidv7();
  const made = await ada.request.post(`${url()}/api/threads`, {
    headers: { origin: url() },
    data: { id, kind: "PUBLIC", name, memberIds: [data.me.id] },
  });
  expect(made.status()).toBe(201);
  return id;
}

async function show(page: Page, threadId: string): Promise<void> {
  await page.goto(`${url()}/t/${threadId}`);
  await expect(page.getByRole("log")).toBeVisible();
}

/** Opens what can be done about Cy and chooses, by keyboard alone. */
async function about(ada: Page, item: RegExp): Promise<void> {
  const button = ada.getByRole("button", { name: /What to do about Cy/ });
  if (!(await button.isVisible())) await ada.getByRole("button", { name: "Show the details" }).press("Enter");
  await button.press("Enter");
  await ada.getByRole("menuitem", { name: item }).press("Enter");
}

async function giveReason(page: Page, reason: string): Promise<void> {
  await reasonIn(page).fill(reason);
  await reasonIn(page).press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

async function openBoth(browser: Browser): Promise<{ ada: Page; cy: Page }> {
  return { ada: await openAs(browser, "ada", { url: url() }), cy: await openAs(browser, "cy", { url: url() }) };
}

test("a member is timed out, sees why, is banned, comes back; a report is resolved and undone, by keyboard", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { ada, cy } = await openBoth(browser);
  const threadId = await makeThread(ada, cy, `calm-${stamp}`);
  await show(ada, threadId);
  await show(cy, threadId);

  await test.step("timed out, with who and why, and lifted", async () => {
    await about(ada, /Time out/);
    await expectAccessible(ada);
    await giveReason(ada, "too hot");
    await expect(cy.getByText(/You are timed out until .* by Ada.*: too hot/)).toBeVisible();
    await expect(cy.getByText(/You were timed out in #calm/)).toBeVisible();
    await about(ada, /End the time-out/);
    await expect(cy.locator("main [data-composer]")).toBeVisible();
  });

  await test.step("reported, deleted, and brought back", async () => {
    await cy.locator("main [data-composer]").fill("buy cheap boats");
    await cy.locator("main [data-composer]").press("Enter");
    const message = said(ada, "buy cheap boats");
    await expect(message).toBeVisible();
    await message.hover();
    await message.getByRole("button", { name: "More actions" }).press("Enter");
    await ada.getByRole("menuitem", { name: /Report/ }).press("Enter");
    await ada.getByRole("dialog").getByRole("button", { name: "Report" }).press("Enter");
    await expect(ada.getByRole("dialog")).toHaveCount(0);
    await ada.goto(`${url()}/admin/reports`);
    const report = ada.getByRole("listitem").filter({ hasText: "buy cheap boats" }).first();
    await report.getByRole("button", { name: "Show the context" }).press("Enter");
    await expect(report.getByRole("list", { name: "Context" })).toContainText("buy cheap boats");
    await expectAccessible(ada);
    await report.getByRole("button", { name: "Resolve…" }).press("Enter");
    await giveReason(ada, "advertising");
    await expect(said(cy, "Message deleted by Ada")).toBeVisible();
    await expect(report).toHaveCount(0);
    await ada.getByRole("button", { name: "Undo" }).press("Enter");
    await expect(said(cy, "buy cheap boats")).toBeVisible();
  });

  await test.step("banned, and let in again", async () => {
    await show(ada, threadId);
    await about(ada, /Ban/);
    await giveReason(ada, "again and again");
    await expect(cy.getByText("You are banned from this thread")).toBeVisible();
    await ada.getByRole("button", { name: /Banned people/ }).press("Enter");
    await ada.getByRole("button", { name: /Lift the ban of Cy/ }).press("Enter");
    await expect(ada.getByText("Nobody is banned")).toBeVisible();
    await show(cy, threadId);
    await expect(cy.getByRole("button", { name: "Join thread" })).toBeVisible();
  });
  await ada.context().close();
  await cy.context().close();
});
