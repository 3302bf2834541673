import { expect, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";
import { insertLongThread } from "../support/long-thread.ts";

const url = () => process.env.E2E_URL ?? "";

test("words are found in the thread, marked and walked through; a muted thread is quiet", async ({ browser }) => {
  test.setTimeout(180_000);
  const databaseUrl = process.env.E2E_DATABASE_URL;
  test.skip(databaseUrl === undefined, "needs the database of the server under test");
  const name = `find-${Date.now().toString(36)}`;
  const { threadId } = await insertLongThread(databaseUrl ?? "", { name, count: 200 });
  const page = await openAs(browser, "cy", { url: url(), path: `/t/${threadId}` });
  const log = page.getByRole("log");
  const entry = (seq: number) => log.getByText(`entry ${seq}`, { exact: true });

  await test.step("find opens on its key, marks what is there and jumps far back", async () => {
    await expect(entry(200)).toBeInViewport({ timeout: 30_000 });
    await page.keyboard.press("ControlOrMeta+f");
    const field = page.getByRole("textbox", { name: "Find in the thread" });
    await expect(field).toBeFocused();
    await page.keyboard.type("ENTRY 19");
    await expect(page.getByText("1 of 11")).toBeVisible();
    const marked = (key: string) => page.evaluate((of) => CSS.highlights.get(of)?.size ?? 0, key);
    await expect.poll(() => marked("found-chosen")).toBe(1);
    await expect.poll(() => marked("found")).toBeGreaterThan(3);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByText("2 of 11")).toBeVisible();
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.press("Shift+Enter");
    await expect(page.getByText("11 of 11")).toBeVisible();
    await expect(entry(19)).toBeInViewport();
    await expect.poll(() => marked("found-chosen")).toBe(1);
    await expect(field).toBeFocused();
    await field.fill("no such bird");
    await expect(page.getByText("No matches")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(field).toHaveCount(0);
    await expect(page.locator("main [data-composer]")).toBeFocused();
    expect(await marked("found")).toBe(0);
  });

  await test.step("muting keeps the thread quiet", async () => {
    await page.getByRole("button", { name: "Notifications", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "Nothing (muted)" }).click();
    const line = page.getByRole("navigation", { name: "Threads" }).getByRole("link", { name: new RegExp(name) });
    await expect(line).toHaveAccessibleName(/muted/);
    await page.goto(`${url()}/settings`);
    await expect(page.getByRole("heading", { name: "Settings" }).first()).toBeVisible();
    const ada = await signInAt(url(), "ada@confab.local");
    await ada.call("POST", `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body: "of no concern" });
    await expect(line).toHaveAccessibleName(/1 unread.*muted/, { timeout: 30_000 });
    await expect(line.getByText("1", { exact: true })).toHaveCount(0);
  });
  await page.context().close();
});
