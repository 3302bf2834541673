import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { MessageView } from "../../lib/contract/messages.ts";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";
const rowOf = (page: Page, text: string) => page.getByRole("log").getByRole("article").filter({ hasText: text });
const pinsOf = (page: Page) => page.getByRole("list", { name: "Pinned messages" }).getByRole("listitem");
const savedOf = (page: Page) => page.getByRole("list", { name: "Saved messages" }).getByRole("listitem");

const MARKDOWN = "| ship | crew |\n|:--|--:|\n| Anna | 4 |\n\n- [x] cast off\n- [ ] come home";

/** A thread of Ada's with Bo in it and these messages. */
async function makeThread(bodies: readonly string[]): Promise<string> {
  const ada = await signInAt(url(), "ada@confab.local");
  const home = await ada.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const boId = home.data.people.find(({ displayName }) => displayName.startsWith("Bo "))?.id ?? "";
  const thread = { id: uuidv7(), kind: "PRIVATE", name: `keeping ${Date.now().toString(36)}`, memberIds: [boId] };
  const made = await ada.call<ThreadEntry>("POST", "/api/threads", thread);
  if (!made.ok) throw new Error(made.error.message);
  const { threadId } = made.data;
  for (const body of bodies) {
    const message = { threadId, clientId: uuidv7(), body };
    const sent = await ada.call<MessageView>("POST", `/api/threads/${threadId}/messages`, message);
    if (!sent.ok) throw new Error(sent.error.message);
  }
  return threadId;
}

async function choose(page: Page, text: string, item: string): Promise<void> {
  // A row that moved away under the pointer shows its actions when the pointer comes again.
  await expect(async () => {
    await rowOf(page, text).hover();
    await rowOf(page, text).getByRole("button", { name: "More actions" }).click({ timeout: 2_000 });
  }).toPass();
  await page.getByRole("menuitem", { name: item }).click();
}

test("two people pin by mouse and by keyboard; one saves, in every tab; each sees it at once", async ({ browser }) => {
  test.setTimeout(300_000);
  const mark = Date.now().toString(36);
  const [first, second] = [`the wifi word ${mark}`, `the door code ${mark}`];
  const path = `/t/${await makeThread([first, second, MARKDOWN])}`;
  const [ada, bo] = [
    await openAs(browser, "ada", { url: url(), path }),
    await openAs(browser, "bo", { url: url(), path }),
  ];

  await test.step("tables and tasks are what they look like", async () => {
    await expect(ada.getByRole("table").getByRole("cell", { name: "Anna" })).toBeVisible();
    await expect(ada.getByRole("checkbox", { name: "Done" })).toBeChecked();
    await expect(ada.getByRole("checkbox", { name: "To do" })).not.toBeChecked();
  });

  await test.step("a pin is seen by both, on its row, in the timeline and in the panel", async () => {
    // Messages on screen say that the page listens: a click before that is lost.
    await expect(rowOf(bo, first)).toBeVisible();
    await bo.getByRole("button", { name: "Pinned messages" }).click();
    await expect(bo.getByText("Nothing is pinned here")).toBeVisible();
    await choose(ada, first, "Pin to the thread");
    await expect(rowOf(ada, first)).toContainText("Pinned by you");
    await expect(rowOf(bo, first)).toContainText(/Pinned by Ada/);
    await expect(pinsOf(bo)).toHaveText([new RegExp(first)]);
    await expect(rowOf(bo, "pinned a message")).toBeVisible();
  });

  await test.step("by keyboard: P on a row pins, and what was pinned last stands first", async () => {
    await rowOf(bo, second).focus();
    await bo.keyboard.press("p");
    await expect(pinsOf(bo)).toHaveText([new RegExp(second), new RegExp(first)]);
    await expect(rowOf(ada, second)).toContainText(/Pinned by Bo/);
    await expectAccessible(bo);
    await pinsOf(bo).filter({ hasText: first }).getByRole("button", { name: "Unpin" }).click();
    await expect(pinsOf(bo)).toHaveText([new RegExp(second)]);
    await expect(rowOf(ada, first)).not.toContainText("Pinned by");
  });

  await test.step("what is saved by keyboard stands on the page of another tab, and is let go of there", async () => {
    const tab = await ada.context().newPage();
    await tab.goto(`${url()}/saved`);
    await expect(tab.getByRole("heading", { name: "Saved messages" })).toBeVisible();
    await rowOf(ada, second).focus();
    await ada.keyboard.press("s");
    await expect(savedOf(tab).filter({ hasText: second })).toBeVisible();
    await expectAccessible(tab);
    await choose(ada, first, "Save for later");
    await expect(savedOf(tab).first()).toContainText(first);

    await savedOf(tab).filter({ hasText: second }).getByRole("button", { name: "Remove from saved" }).click();
    await expect(savedOf(tab).filter({ hasText: second })).toHaveCount(0);
    await rowOf(ada, second).hover();
    await rowOf(ada, second).getByRole("button", { name: "More actions" }).click();
    await expect(ada.getByRole("menuitem", { name: "Save for later" })).toBeVisible();
    await ada.keyboard.press("Escape");

    await savedOf(tab).getByRole("link", { name: first }).click();
    await expect(tab).toHaveURL(new RegExp(`${path}\\?m=`));
    await expect(rowOf(tab, first)).toBeVisible();
    await choose(tab, first, "Remove from saved");
    // The one before may still say the same of the other message.
    await expect(tab.getByText("No longer saved").last()).toBeVisible();
  });
  await Promise.all([ada.context().close(), bo.context().close()]);
});

test("what is saved while the Saved page is read for the first time stands on it", async ({ browser }) => {
  const text = `the spare key ${Date.now().toString(36)}`;
  const ada = await openAs(browser, "ada", { url: url(), path: `/t/${await makeThread([text])}` });
  await expect(rowOf(ada, text)).toBeVisible();
  const tab = await ada.context().newPage();
  // The answer was true when the server gave it, and arrives when it is no longer.
  let saved = () => {};
  const isSaved = new Promise<void>((resolve) => (saved = resolve));
  let answers = 0;
  await tab.route(/\/api\/me\/saved/, async (route) => {
    const response = await route.fetch();
    answers += 1;
    await isSaved;
    await route.fulfill({ response });
  });
  await tab.goto(`${url()}/saved`);
  await expect.poll(() => answers).toBe(1);
  await choose(ada, text, "Save for later");
  await expect(ada.getByText("Saved for later")).toBeVisible();
  // Word of it reaches the other tab meanwhile, which asks once more.
  await expect.poll(() => answers).toBe(2);
  saved();
  await expect(savedOf(tab).filter({ hasText: text })).toBeVisible();
  await ada.context().close();
});

test("a message is linked to, marked unread from, deleted and brought back, each seen where it concerns", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const mark = Date.now().toString(36);
  const [first, second] = [`the first of two ${mark}`, `the second of two ${mark}`];
  const code = "const tide = 4;\nsail(tide);";
  const threadId = await makeThread([`\`\`\`ts\n${code}\n\`\`\``, first, second]);
  const path = `/t/${threadId}`;
  const permissions = ["clipboard-read", "clipboard-write"];
  const ada = await openAs(browser, "ada", { url: url(), path, permissions });
  const bo = await openAs(browser, "bo", { url: url(), path });

  await test.step("its link leads to it", async () => {
    await choose(ada, first, "Copy link");
    await expect(ada.getByText("Link copied")).toBeVisible();
    const link = await ada.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(new RegExp(`^${url()}${path}\\?m=[0-9a-f-]{36}$`));
    const tab = await bo.context().newPage();
    await tab.goto(link);
    await expect(rowOf(tab, first)).toBeVisible();
    await tab.close();
  });

  await test.step("code says its language, and is copied whole", async () => {
    const block = ada.getByRole("log").getByRole("article").filter({ hasText: "sail(tide)" });
    await expect(block.getByRole("region", { name: "Code, ts" })).toBeVisible();
    await block.getByRole("button", { name: "Copy code" }).click();
    await expect.poll(() => ada.evaluate(() => navigator.clipboard.readText())).toBe(code);
  });

  await test.step("unread from here on is counted in the list of every tab", async () => {
    await choose(bo, first, "Mark unread from here");
    const tab = await bo.context().newPage();
    await tab.goto(url());
    await expect(tab.locator(`[data-region=threads] a[href="${path}"]`)).toHaveAccessibleName(/2 unread/);
    await tab.close();
  });

  await test.step("one's own deletion is undone at once, or from the menu of what is left", async () => {
    const tombstone = bo.getByRole("log").getByText("Message deleted by its author");
    const remove = async () => {
      await choose(ada, second, "Delete…");
      await ada.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
      await expect(tombstone).toBeVisible();
    };
    await remove();
    await ada.getByRole("button", { name: "Undo" }).click();
    await expect(rowOf(bo, second)).toBeVisible();
    await expect(tombstone).toHaveCount(0);
    await remove();
    await choose(ada, "Message deleted by its author", "Bring back");
    await expect(rowOf(bo, second)).toBeVisible();
  });
  await Promise.all([ada.context().close(), bo.context().close()]);
});
