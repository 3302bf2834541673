import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { SentMessage } from "../../lib/contract/messages.ts";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { type AppPerson, signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";

const url = () => process.env.E2E_URL ?? "";

let ada: AppPerson;
let threadId: string;

/** Each journey writes in a thread of its own, with Bo in it. */
test.beforeEach(async () => {
  ada = await signInAt(url(), "ada@confab.local");
  const home = await ada.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const boId = home.data.people.find(({ displayName }) => displayName.startsWith("Bo "))?.id ?? "";
  const made = await ada.call<ThreadEntry>("POST", "/api/threads", {
    id: uuidv7(),
    kind: "PRIVATE",
    name: `writing ${Date.now().toString(36)}`,
    memberIds: [boId],
  });
  if (!made.ok) throw new Error(made.error.message);
  threadId = made.data.threadId;
});

const openThread = (browser: Parameters<typeof openAs>[0], name = "ada") =>
  openAs(browser, name, { url: url(), path: `/t/${threadId}` });
const composer = (page: Page) => page.locator("main [data-composer]");
const messages = (page: Page) => page.getByRole("log").getByRole("article");

async function write(page: Page, text: string): Promise<void> {
  await composer(page).click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("");
}

test("what one writes, formatted, the other sees; ↑ edits, the history shows how", async ({ browser }) => {
  const page = await openThread(browser);
  const other = await openThread(browser, "bo");
  await write(page, "The date **stands** ||for now||");
  await expect(messages(other).last().locator("strong")).toHaveText("stands");
  await expect(messages(other).last().getByRole("button", { name: "Spoiler, show it" })).toBeVisible();

  await page.keyboard.press("ArrowUp");
  await expect(page.getByText("Editing message")).toBeVisible();
  await expect(composer(page)).toHaveValue("The date **stands** ||for now||");
  await composer(page).fill("The date **moved** ||for now||");
  await page.keyboard.press("Enter");
  await expect(messages(other).last().locator("strong")).toHaveText("moved");
  await other.getByRole("button", { name: "Edited, show the history" }).click();
  await expect(other.locator("del").first()).toHaveText("stands");
  await expect(other.locator("ins").first()).toHaveText("moved");
  await Promise.all([page.context().close(), other.context().close()]);
});

test("↑ right after Enter edits what is still on its way, once it has arrived", async ({ browser }) => {
  const page = await openThread(browser);
  const other = await openThread(browser, "bo");
  await composer(page).click();
  await page.keyboard.type("on its way");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type(", and changed");
  await page.keyboard.press("Enter");
  await expect(messages(other).last()).toContainText("on its way, and changed");
  await expect(messages(page).last()).toContainText("on its way, and changed");
  await expect(messages(page).filter({ hasText: "on its way" })).toHaveCount(1);
  await Promise.all([page.context().close(), other.context().close()]);
});

test("Enter never sends while an input method composes, and Shift+Enter breaks the line", async ({ browser }) => {
  const page = await openThread(browser);
  await composer(page).click();
  const input = await page.context().newCDPSession(page);
  await input.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
  await composer(page).dispatchEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true });
  await expect(composer(page)).toHaveValue("にほ");
  await input.send("Input.insertText", { text: "日本" });
  await expect(composer(page)).toHaveValue("日本");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two lines");
  await page.keyboard.press("Enter");
  await expect(messages(page).last()).toContainText("日本");
  await expect(messages(page).last().locator("br")).toHaveCount(1);
  await page.context().close();
});

test("names, threads, emoji and commands are completed by keyboard", async ({ browser }) => {
  const page = await openThread(browser);
  const other = await openThread(browser, "bo");
  await composer(page).click();
  await page.keyboard.type("hey @bo");
  await expect(page.getByRole("option", { name: "Bo Lindqvist" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("hey @Bo Lindqvist ");
  await page.keyboard.type(":tada");
  await expect(page.getByRole("option").first()).toContainText(":tada:");
  await page.keyboard.press("Tab");
  await expect(composer(page)).toHaveValue("hey @Bo Lindqvist 🎉 ");
  await page.keyboard.type("see #lau");
  await expect(page.getByRole("option").first()).toContainText("launch-week");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(messages(other).last().getByRole("button", { name: "@Bo Lindqvist" })).toBeVisible();
  await expect(messages(other).last().getByRole("link", { name: "#launch-week" })).toBeVisible();

  await page.keyboard.type("/topic Where we write");
  await page.keyboard.press("Enter");
  await expect(other.getByText("Where we write").first()).toBeVisible();
  await Promise.all([page.context().close(), other.context().close()]);
});

test("a draft outlives the page, and formatting is undone by the browser's own undo", async ({ browser }) => {
  const page = await openThread(browser);
  await composer(page).click();
  await page.keyboard.type("half a thought");
  await page.keyboard.press("Shift+ControlOrMeta+ArrowLeft");
  await page.keyboard.press("ControlOrMeta+b");
  await expect(composer(page)).toHaveValue("half a **thought**");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(composer(page)).toHaveValue("half a thought");
  await page.waitForTimeout(500);
  await page.reload();
  await expect(composer(page)).toHaveValue("half a thought");
  await page.context().close();
});

test("what is refused keeps its text and offers what to do", async ({ browser }) => {
  const page = await openThread(browser);
  await expect(composer(page)).toBeVisible();
  await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  await page.route(/\/api\/threads\/[^/]+\/messages$/, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const error = { code: "THREAD_LOCKED", message: "The thread is locked." };
    return route.fulfill({ status: 403, json: { ok: false, error } });
  });
  await page.reload();
  await write(page, "do not lose me");
  const failed = messages(page).last();
  await expect(failed.getByRole("alert")).toContainText("Not sent: The thread is locked.");
  for (const name of ["Retry", "Edit", "Copy", "Discard"])
    await expect(failed.getByRole("button", { name })).toBeVisible();
  await failed.getByRole("button", { name: "Edit" }).click();
  await expect(composer(page)).toHaveValue("do not lose me");
  await page.unroute(/\/api\/threads\/[^/]+\/messages$/);
  await composer(page).fill("I was not lost");
  await page.keyboard.press("Enter");
  await expect(failed).toContainText("I was not lost");
  await expect(failed.getByRole("alert")).toHaveCount(0);
  await page.context().close();
});

test("by keyboard alone: to a message, reply, delete, and focus stays beside it", async ({ browser }) => {
  await ada.call<SentMessage>("POST", `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body: "first words" });
  const page = await openThread(browser);
  await write(page, "second words");
  await write(page, "third words");
  await expect(messages(page).last()).not.toHaveAttribute("aria-busy", "true");
  await page.keyboard.press("Shift+Tab");
  await expect(messages(page).last()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(messages(page).filter({ hasText: "second words" })).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.getByText("Replying to")).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("an answer");
  await page.keyboard.press("Enter");
  await expect(messages(page).last()).toContainText("second words");
  await expect(page.getByRole("button", { name: "1 reply" })).toBeVisible();

  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowUp");
  await expect(messages(page).filter({ hasText: "third words" })).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("alertdialog", { name: "Delete this message?" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Message deleted by its author")).toBeVisible();
  await expect(messages(page).last()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(composer(page)).toBeFocused();
  await page.context().close();
});

test("new messages are read aloud, author first; the list itself is silent", async ({ browser }) => {
  const page = await openThread(browser);
  await expect(page.getByRole("log")).toHaveAttribute("aria-live", "off");
  await expect(messages(page).last()).toBeVisible();
  const bo = await signInAt(url(), "bo@confab.local");
  await bo.call("POST", `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body: "hear **me**" });
  await expect(page.locator("[data-announcer]")).toHaveText("Bo Lindqvist: hear me");
  await page.context().close();
});

test("a thread opens at the first unread message, and its line stays", async ({ browser }) => {
  const bo = await signInAt(url(), "bo@confab.local");
  for (let line = 1; line <= 60; line++) {
    await bo.call("POST", `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body: `unread ${line}` });
  }
  const page = await openThread(browser);
  await expect(page.getByText("unread 1", { exact: true })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("separator", { name: "New messages" })).toBeInViewport();
  await expect(page.getByText("unread 60", { exact: true })).not.toBeInViewport();
  await page.getByRole("button", { name: "Jump to latest" }).click();
  await expect(page.getByText("unread 60", { exact: true })).toBeInViewport({ ratio: 1 });
  await page.getByRole("log").hover();
  await page.mouse.wheel(0, -20_000);
  await expect(page.getByRole("separator", { name: "New messages" })).toBeInViewport();
  await page.context().close();
});

test("whoever jumps to the latest as soon as they can is not brought back", async ({ browser }) => {
  const bo = await signInAt(url(), "bo@confab.local");
  for (let line = 1; line <= 20; line++) {
    const body = `later ${line}\n\nmore\n\nand more`;
    await bo.call("POST", `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body });
  }
  const page = await openAs(browser, "ada", { url: url() });
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      const pill = [...document.querySelectorAll("button")].find((one) => one.textContent === "Jump to latest");
      if (pill) observer.disconnect();
      pill?.click();
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${url()}/t/${threadId}`);
  await expect(page.getByText("later 20", { exact: true })).toBeInViewport();
  await page.waitForTimeout(500);
  await expect(page.getByText("later 20", { exact: true })).toBeInViewport();
  await page.context().close();
});
