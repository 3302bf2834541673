import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";
const stamp = Date.now().toString(36);

/** Writes through the page's own session. */
async function post(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.fetch(url() + path, { method: "POST", data, headers: { origin: url() } });
  expect(answer.status()).toBeLessThan(300);
}

test("words are found in the thread, marked and walked through; a muted thread is quiet", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await openAs(browser, "cy", { url: url() });
  const threadId = uuidv7();
  const name = `find-${stamp}`;
  await post(page, "/api/threads", { id: threadId, kind: "PUBLIC", name });
  const say = (body: string) => post(page, `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body });
  await say("The **heron** flies at dawn");
  for (let n = 0; n < 70; n++) await say(`filler ${n}\nover two lines`);
  await say("Another Heron, at dusk");

  await test.step("find opens on its key, marks what is there and jumps far back", async () => {
    await page.goto(`${url()}/t/${threadId}`);
    const log = page.getByRole("log");
    await expect(log.getByText("Another Heron")).toBeVisible();
    await page.keyboard.press("ControlOrMeta+f");
    const field = page.getByRole("textbox", { name: "Find in the thread" });
    await expect(field).toBeFocused();
    await page.keyboard.type("heron");
    await expect(page.getByText("1 of 2")).toBeVisible();
    const marked = (key: string) => page.evaluate((of) => CSS.highlights.get(of)?.size ?? 0, key);
    await expect.poll(() => marked("found-chosen")).toBe(1);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByText("2 of 2")).toBeVisible();
    await expect(log.getByText("flies at dawn")).toBeInViewport();
    await expect.poll(() => marked("found-chosen")).toBe(1);
    await expect(field).toBeFocused();
    await page.keyboard.press("Shift+Enter");
    await expect(log.getByText("Another Heron")).toBeInViewport();
    await field.fill("no such bird");
    await expect(page.getByText("No matches")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(field).toHaveCount(0);
    await expect(page.locator("main [data-composer]")).toBeFocused();
    expect(await marked("found")).toBe(0);
  });

  await test.step("muting keeps the thread quiet but for mentions", async () => {
    await page.getByRole("button", { name: "Notifications", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "Nothing (muted)" }).click();
    const line = page.getByRole("navigation", { name: "Threads" }).getByRole("link", { name: new RegExp(name) });
    await expect(line).toHaveAccessibleName(/muted/);
    await page.goto(`${url()}/settings`);
    await expect(page.getByRole("heading", { name: "Settings" }).first()).toBeVisible();
    const ada = await openAs(browser, "ada", { url: url(), path: `/t/${threadId}` });
    await ada.getByRole("button", { name: "Join thread" }).click();
    const composer = ada.locator("main [data-composer]");
    await composer.fill("nobody needs to know");
    await composer.press("Enter");
    await expect(line).toHaveAccessibleName(/1 unread.*muted/);
    await expect(line.getByText("1", { exact: true })).toHaveCount(0);
    await ada.context().close();
  });
  await page.context().close();
});
