import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { SentMessage } from "../../lib/contract/messages.ts";
import type { ThreadDetails, ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { type AppPerson, signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";
const rowOf = (page: Page, text: string) => page.getByRole("log").getByRole("article").filter({ hasText: text });
const composerOf = (page: Page) => page.getByRole("textbox", { name: /^Message / });

async function asked<T>(person: AppPerson, ...request: [string, string, unknown?]): Promise<T> {
  const answer = await person.call<T>(...request);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data;
}

/** A private thread of Ada's with one of the cast. */
async function makeThread(ada: AppPerson, name: string, withWhom: string): Promise<string> {
  const { people } = await asked<HomeView>(ada, "GET", "/api/home");
  const memberId = people.find(({ displayName }) => displayName.startsWith(`${withWhom} `))?.id ?? "";
  const thread = { id: uuidv7(), kind: "PRIVATE", name, memberIds: [memberId] };
  return (await asked<ThreadEntry>(ada, "POST", "/api/threads", thread)).threadId;
}

const say = async (person: AppPerson, threadId: string, body: string) =>
  (
    await asked<SentMessage>(person, "POST", `/api/threads/${threadId}/messages`, {
      threadId,
      clientId: uuidv7(),
      body,
    })
  ).message;

async function choose(page: Page, text: string, item: string): Promise<void> {
  await rowOf(page, text).hover();
  await rowOf(page, text).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("what was said is quoted and passed on, and is no way into a thread one is not in", async ({ browser }) => {
  test.setTimeout(300_000);
  const mark = Date.now().toString(36);
  const [ada, bo] = [await signInAt(url(), "ada@confab.local"), await signInAt(url(), "bo@confab.local")];
  const sourceId = await makeThread(ada, `source ${mark}`, "Bo");
  const targetId = await makeThread(ada, `target ${mark}`, "Dee");
  const words = `the harbour closes ${mark}`;
  const original = await say(bo, sourceId, `**Mind:** ${words}`);
  const page = await openAs(browser, "ada", { url: url(), path: `/t/${sourceId}` });
  const dee = await openAs(browser, "dee", { url: url(), path: `/t/${targetId}` });

  // What was read is only then edited "since".
  await expect(async () => {
    const { entry } = await asked<ThreadDetails>(ada, "GET", `/api/threads/${sourceId}`);
    expect(entry?.lastReadSeq).toBeGreaterThanOrEqual(original.seq);
  }).toPass();

  await test.step("a quote joins what was typed, and the caret stands below it", async () => {
    await composerOf(page).fill("As Bo says");
    await choose(page, words, "Quote in a message");
    await expect(composerOf(page)).toHaveValue(
      new RegExp(
        `^As Bo says\\n\\n> \\*\\*Bo .*\\*\\* \\[wrote\\]\\(http.*m=${original.id}\\):\\n> \\*\\*Mind:\\*\\* ${words}\\n\\n$`,
      ),
    );
    await expect(composerOf(page)).toBeFocused();
    await page.keyboard.type("so be there");
    await page.keyboard.press("Enter");
    const quoting = rowOf(page, "As Bo says");
    await expect(quoting.getByRole("blockquote")).toContainText(words);
    await expect(quoting.getByRole("link", { name: "wrote" })).toHaveAttribute("href", new RegExp(original.id));
  });

  await test.step("only the selected words are quoted, by key", async () => {
    const row = rowOf(page, words).first();
    await row.focus();
    await row.getByText("Mind:").evaluate((element) => document.getSelection()?.selectAllChildren(element));
    await page.keyboard.press("q");
    await expect(composerOf(page)).toHaveValue(/wrote\]\(.*\):\n> Mind:\n\n$/);
    await composerOf(page).fill("");
  });

  await test.step("by keyboard: F, a name, a comment", async () => {
    await rowOf(page, words).first().focus();
    await page.keyboard.press("f");
    const dialog = page.getByRole("dialog", { name: "Forward a message" });
    await expect(dialog.getByText(words)).toBeVisible();
    await dialog.getByRole("combobox", { name: "To" }).fill(`target ${mark}`);
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("note")).toContainText(`people who cannot see source ${mark}`);
    await expectAccessible(page);
    await expect(dialog.getByRole("textbox", { name: "Comment" })).toBeFocused();
    await page.keyboard.type(`for you ${mark}`);
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByText(`Forwarded to target ${mark}`)).toBeVisible();
  });

  const forwarded = () => rowOf(dee, `for you ${mark}`);
  await test.step("its reader sees what was said, and not where", async () => {
    await expect(forwarded()).toContainText(words);
    await forwarded().getByRole("link", { name: "Show the original" }).click();
    await expect(dee.getByText("You cannot see the original")).toBeVisible();
    await expect(dee).toHaveURL(new RegExp(targetId));
    await expectAccessible(dee);
  });

  await test.step("its sender goes there and back", async () => {
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page).toHaveURL(new RegExp(targetId));
    await rowOf(page, `for you ${mark}`)
      .getByRole("link", { name: `Original in source ${mark}` })
      .click();
    await expect(page).toHaveURL(new RegExp(`${sourceId}\\?m=${original.id}`));
    await expect(rowOf(page, words).first()).toBeVisible();
  });

  await test.step("what is edited after one has read it says so, shows what changed, and is silent then", async () => {
    await asked(bo, "PUT", `/api/messages/${original.id}`, { body: `**Mind:** ${words} at nine` });
    const row = rowOf(page, `${words} at nine`);
    await row.getByRole("button", { name: "Edited since you read it, show what changed" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit history" });
    await expect(dialog.getByRole("insertion")).toContainText("at nine");
    await page.keyboard.press("Escape");
    await expect(row.getByRole("button", { name: "Edited, show the history" })).toBeVisible();
    // The snapshot is what it was.
    await expect(forwarded()).not.toContainText("at nine");
  });

  await test.step("who is named and not in the thread is offered to be added, and then finds the original", async () => {
    await composerOf(page).fill("@Dee");
    await page.getByRole("option", { name: /^Dee .*Not in this thread/ }).click();
    const offer = page.getByRole("status").filter({ hasText: "not in this thread and will not be told" });
    await expectAccessible(page);
    await offer.getByRole("button", { name: /^Add Dee/ }).click();
    await expect(offer).toHaveCount(0);
    await page.keyboard.press("Enter");
    await forwarded()
      .getByRole("link", { name: /original/i })
      .click();
    await expect(dee).toHaveURL(new RegExp(`${sourceId}\\?m=${original.id}`));
    await expect(rowOf(dee, `${words} at nine`)).toBeVisible();
    await dee.goBack();
  });

  await test.step("what a moderator deletes is gone there too, at once", async () => {
    await asked(ada, "DELETE", `/api/messages/${original.id}`, { reason: "not true" });
    await expect(forwarded()).toContainText("A moderator deleted the original.");
    await expect(forwarded()).not.toContainText(words);
  });

  await test.step("to a person with whom there is no thread yet, who finds it in a new one", async () => {
    await say(ada, sourceId, `come along ${mark}`);
    await rowOf(page, `come along ${mark}`).focus();
    await page.keyboard.press("f");
    const dialog = page.getByRole("dialog", { name: "Forward a message" });
    await dialog.getByRole("combobox", { name: "To" }).fill("Dee Moreau");
    await dialog.getByRole("option", { name: "Dee Moreau New direct message" }).click();
    await dialog.getByRole("textbox", { name: "Comment" }).fill(`to you alone ${mark}`);
    await dialog.getByRole("button", { name: "Forward to Dee Moreau" }).click();
    await expect(page.getByText("Forwarded to Dee Moreau")).toBeVisible();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(rowOf(page, `to you alone ${mark}`)).toContainText(`come along ${mark}`);
    const [, directId = ""] = /\/t\/([\w-]+)/.exec(page.url()) ?? [];
    await dee.locator(`[data-region=threads] a[href*="${directId}"]`).click();
    await expect(rowOf(dee, `to you alone ${mark}`)).toContainText(`come along ${mark}`);
  });
  await Promise.all([page.context().close(), dee.context().close()]);
});
