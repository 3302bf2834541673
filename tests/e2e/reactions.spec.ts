import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";

const url = () => process.env.E2E_URL ?? "";
const rowOf = (page: Page, text: string) => page.getByRole("log").getByRole("article").filter({ hasText: text });

/** A thread of Ada's with Bo in it and one message. */
async function makeThread(text: string): Promise<string> {
  const ada = await signInAt(url(), "ada@confab.local");
  const home = await ada.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const boId = home.data.people.find(({ displayName }) => displayName.startsWith("Bo "))?.id ?? "";
  const thread = { id: uuidv7(), kind: "PRIVATE", name: `reacting ${Date.now().toString(36)}`, memberIds: [boId] };
  const made = await ada.call<ThreadEntry>("POST", "/api/threads", thread);
  if (!made.ok) throw new Error(made.error.message);
  const { threadId } = made.data;
  await ada.call("POST", `/api/threads/${threadId}/messages`, { threadId, clientId: uuidv7(), body: text });
  return threadId;
}

test("two people react by mouse, by keyboard and by search, and each sees the other's at once", async ({ browser }) => {
  test.setTimeout(120_000);
  const text = `react to this ${Date.now().toString(36)}`;
  const path = `/t/${await makeThread(text)}`;
  const [ada, bo] = [
    await openAs(browser, "ada", { url: url(), path }),
    await openAs(browser, "bo", { url: url(), path }),
  ];

  await rowOf(ada, text).hover();
  await ada.getByRole("button", { name: "React with 👍" }).click();
  const thumb = (page: Page) => rowOf(page, text).getByRole("button", { name: /^👍 / });
  await expect(thumb(ada)).toHaveAttribute("aria-pressed", "true");
  await expect(thumb(bo)).toHaveAccessibleName(/^👍 1: Ada/);
  await thumb(bo).click();
  await expect(thumb(ada)).toHaveAccessibleName(/^👍 2: You and Bo/);
  await thumb(ada).hover();
  await expect(ada.getByText(/^You and Bo \w+$/)).toBeVisible();

  // By keyboard alone: to the row, + opens the emoji, a word finds one, Enter takes it, and focus is on the row again.
  await rowOf(bo, text).focus();
  await bo.keyboard.press("+");
  await expect(bo.getByRole("textbox", { name: "Search emoji" })).toBeFocused();
  await bo.keyboard.type("pirate flag");
  await expect(bo.getByRole("button", { name: "pirate flag" })).toBeVisible();
  await bo.keyboard.press("Enter");
  await expect(rowOf(ada, text).getByRole("button", { name: /^🏴‍☠️ 1: Bo/ })).toBeVisible();
  await expect(rowOf(bo, text)).toBeFocused();

  await thumb(bo).click();
  await expect(thumb(ada)).toHaveAccessibleName("👍 1: You");
  await Promise.all([ada.context().close(), bo.context().close()]);
});

test("on a phone a tap offers the same, and another takes it back", async ({ browser }) => {
  const text = `tapped ${Date.now().toString(36)}`;
  const path = `/t/${await makeThread(text)}`;
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const page = await openAs(browser, "ada", { url: url(), path, ...phone });
  await rowOf(page, text).tap();
  await page.getByRole("button", { name: "React with 🙏" }).tap();
  const folded = rowOf(page, text).getByRole("button", { name: /^🙏 / });
  await expect(folded).toHaveAccessibleName("🙏 1: You");

  await folded.tap();
  await expect(folded).toHaveCount(0);
  await page.context().close();
});
