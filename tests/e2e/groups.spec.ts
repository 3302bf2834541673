import { expect, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";

test("an admin makes a group, a member mentions it by its handle, and its people are told at once", async ({
  browser,
}, info) => {
  test.setTimeout(120_000);
  const ada = await signInAt(url(), "ada@confab.local");
  const home = await ada.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const idOf = (name: string) => home.data.people.find(({ displayName }) => displayName.startsWith(name))?.id ?? "";
  const name = `groups ${Date.now().toString(36)}`;
  const thread = { id: uuidv7(), kind: "PRIVATE", name, memberIds: [idOf("Bo "), idOf("Cy ")] };
  const made = await ada.call<ThreadEntry>("POST", "/api/threads", thread);
  if (!made.ok) throw new Error(made.error.message);
  const { threadId } = made.data;
  const handle = `crew-${Date.now().toString(36)}`;

  const cy = await openAs(browser, "cy", { url: url(), path: `/t/${threadId}` });
  const bo = await openAs(browser, "bo", {
    url: url(),
    viewport: { width: 390, height: 844 },
    colorScheme: "dark",
  });
  // What one changes oneself shows without a socket as well.
  let hasSocket = false;
  await bo.routeWebSocket(/socket\.io/, (socket) => void (hasSocket ? socket.connectToServer() : socket.close()));
  await bo.goto(`${url()}/admin/groups`);
  await bo.getByRole("button", { name: "Add a group" }).click();
  const dialog = bo.getByRole("dialog", { name: "Add a group" });
  await dialog.getByLabel("Handle").fill(handle);
  await dialog.getByLabel("Name").fill("Who sails");
  await dialog.getByRole("combobox", { name: "People" }).fill("Bo Lind");
  await bo.getByRole("option", { name: /Bo Lindqvist/ }).click();
  await dialog.getByRole("combobox", { name: "People" }).fill("Dee");
  await bo.getByRole("option", { name: /Dee Moreau/ }).click();
  await bo.screenshot({ path: info.outputPath("edit-phone-dark.png") });
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog).toBeHidden();
  await expect(bo.getByRole("cell", { name: new RegExp(`^@${handle}`) })).toBeVisible();
  await bo.screenshot({ path: info.outputPath("admin-phone-dark.png") });
  await expectAccessible(bo);
  hasSocket = true;
  await bo.goto(`${url()}/t/${threadId}`);

  const composer = cy.locator("main [data-composer]");
  await composer.pressSequentially(`@${handle}`);
  const choice = cy.getByRole("option", { name: new RegExp(`@${handle}`) });
  await expect(choice).toContainText("1 of 2 people in this thread");
  await cy.screenshot({ path: info.outputPath("choice-light.png") });
  await composer.press("Enter");
  await composer.pressSequentially("all aboard");
  await composer.press("Enter");
  const row = (page: typeof cy) => page.getByRole("log").getByRole("article").last();
  await expect(row(cy)).toContainText(`@${handle} all aboard`);
  await expect(row(bo)).toContainText(`@${handle} all aboard`);
  await cy.screenshot({ path: info.outputPath("message-light.png") });
  await bo.screenshot({ path: info.outputPath("message-phone-dark.png") });

  await bo.goto(`${url()}/admin/groups`);
  await bo.getByRole("button", { name: `Remove @${handle}` }).click();
  await bo.getByRole("dialog").getByRole("textbox").fill("Landed");
  await bo.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  // Live, where it was mentioned.
  await expect(row(cy)).toContainText("@gone all aboard");
  await bo.screenshot({ path: info.outputPath("empty-phone-dark.png") });
  for (const page of [bo, cy]) await page.context().close();
});
