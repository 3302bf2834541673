import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { type AppPerson, signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";
const field = (page: Page) => page.getByRole("searchbox", { name: "Search messages" });
const found = (page: Page) => page.getByRole("list", { name: "Messages found" }).getByRole("listitem");

async function say(person: AppPerson, threadId: string, body: string): Promise<void> {
  const sent = await person.call("POST", `/api/threads/${threadId}/messages`, { threadId, clientId: uuidv7(), body });
  if (!sent.ok) throw new Error(sent.error.message);
}

/** Undoes what makes the database slow, however the test ends. */
let recover = async () => {};
test.afterEach(() => recover());

/** Whoever looks for what was edited waits for a minute, until it recovers. */
async function slowDown(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `ALTER TABLE "MessageEdit" RENAME TO "Edited";
     CREATE VIEW "MessageEdit" AS SELECT gen_random_uuid() AS "messageId" FROM pg_sleep(60)`,
  );
  recover = async () => {
    recover = async () => {};
    await client.query(`DROP VIEW "MessageEdit"; ALTER TABLE "Edited" RENAME TO "MessageEdit"`);
    await client.end();
  };
}

test("what was said is found by words and filters, with what stands around it, and gone to; what is typed stays", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const databaseUrl = process.env.E2E_DATABASE_URL;
  test.skip(databaseUrl === undefined, "needs the database of the server under test");
  const mark = Date.now().toString(36);
  const [ada, bo] = [await signInAt(url(), "ada@confab.local"), await signInAt(url(), "bo@confab.local")];
  const home = await ada.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const boId = home.data.people.find(({ displayName }) => displayName.startsWith("Bo "))?.id ?? "";
  const thread = { id: uuidv7(), kind: "PRIVATE", name: `looked-in ${mark}`, memberIds: [boId] };
  const made = await ada.call<ThreadEntry>("POST", "/api/threads", thread);
  if (!made.ok) throw new Error(made.error.message);
  const { threadId } = made.data;
  await say(ada, threadId, "what comes before");
  await say(ada, threadId, `The **lighthouse${mark}** is lit`);
  await say(bo, threadId, `lighthouse${mark}, see https://example.org`);
  const page = await openAs(browser, "ada", { url: url(), path: "/search" });
  // Asked first: it takes as long as a search may, and nothing else here looks at edits.
  await slowDown(databaseUrl ?? "");
  const broad = await page.context().newPage();
  await broad.goto(`${url()}/search?q=${encodeURIComponent(`house${mark} is:edited`)}`);
  await page.bringToFront();

  await test.step("a part of a word finds it, with what was said around it", async () => {
    await expect(field(page)).toBeFocused();
    await page.keyboard.type(`HOUSE${mark}`);
    await expect(found(page)).toHaveCount(2);
    await expect(found(page).last()).toContainText("what comes before");
    await expect(found(page).last().locator("mark")).toHaveText(`house${mark}`);
  });

  await test.step("filters are a click away, and what names nobody says so", async () => {
    await page.getByRole("group", { name: "Filters" }).getByRole("button", { name: "has:link" }).click();
    await expect(found(page)).toHaveCount(1);
    await expect(found(page)).toContainText("see https://example.org");
    await expectAccessible(page);
    await field(page).fill(`house${mark} -has:link from:nobody${mark}`);
    await expect(page.getByText(`Not known here: from:nobody${mark}`)).toBeVisible();
    await field(page).fill(`house${mark} -has:link in:"looked-in ${mark}" from:me`);
    await expect(found(page)).toHaveCount(1);
  });

  await test.step("by keyboard to the message, and back to the question", async () => {
    const link = found(page).getByRole("link");
    const isFocused = () => link.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 40 && !(await isFocused()); presses++) await page.keyboard.press("Tab");
    await expect(link).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/t/${threadId}\\?m=`));
    await expect(page.getByRole("article").filter({ hasText: "is lit" })).toBeVisible();
    await page.goBack();
    await expect(field(page)).toHaveValue(`house${mark} -has:link in:"looked-in ${mark}" from:me`);
    await expect(found(page)).toHaveCount(1);
  });

  await test.step("what took too long says how to ask for less, and the next search is answered", async () => {
    await expect(broad.getByRole("alert").filter({ hasText: "That takes too long to find" })).toBeVisible();
    await expect(field(broad)).toHaveValue(`house${mark} is:edited`);
    await expectAccessible(broad);
    await recover();
    await field(broad).fill(`house${mark} -is:edited`);
    await expect(found(broad)).toHaveCount(2);
  });
  await page.context().close();
});
