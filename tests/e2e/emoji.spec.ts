import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";
const last = (page: Page) => page.getByRole("log").getByRole("article").last();
const composer = (page: Page) => page.locator("main [data-composer]");

/** A boat that moves: three frames. */
async function boat(): Promise<Buffer> {
  const frame = (x: number) =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><path d="M${x} 60h48l-8 16h-32zM${x + 22} 54v-36l22 30z" fill="#e8590c"/></svg>`,
      ),
    )
      .png()
      .toBuffer();
  const frames = await Promise.all([12, 24, 36].map(frame));
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: [200, 200, 200] })
    .toBuffer();
}

test("an admin adds an emoji, everybody finds, writes and reacts with it, and its name stays when it goes", async ({
  browser,
}, info) => {
  test.setTimeout(240_000);
  const name = `boat_${Date.now().toString(36)}`;
  const written = `:${name}:`;
  const owner = await signInAt(url(), "ada@confab.local");
  const home = await owner.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const cyId = home.data.people.find(({ displayName }) => displayName.startsWith("Cy "))?.id ?? "";
  const thread = { id: uuidv7(), kind: "PRIVATE", name: `emoji ${Date.now().toString(36)}`, memberIds: [cyId] };
  const made = await owner.call<ThreadEntry>("POST", "/api/threads", thread);
  if (!made.ok) throw new Error(made.error.message);
  const path = `/t/${made.data.threadId}`;

  // Open already: what comes now comes live.
  const cy = await openAs(browser, "cy", {
    url: url(),
    path,
    viewport: { width: 390, height: 844 },
    colorScheme: "dark",
  });
  const ada = await openAs(browser, "ada", { url: url(), viewport: { width: 1440, height: 900 } });
  await ada.goto(`${url()}/admin/emoji`);
  await ada.getByRole("button", { name: "Add an emoji" }).click();
  const dialog = ada.getByRole("dialog", { name: "Add an emoji" });
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await expect(dialog.getByText("A PNG, GIF or WebP picture.")).toBeVisible();
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: `${name}.gif`, mimeType: "image/gif", buffer: await boat() });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue(name);
  await ada.screenshot({ path: info.outputPath("add-wide-light.png") });
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog).toBeHidden();
  const row = ada.getByRole("row").filter({ hasText: written });
  await expect(row.getByRole("img", { name: written })).toBeVisible();
  await ada.screenshot({ path: info.outputPath("admin-wide-light.png") });
  await expectAccessible(ada);

  await composer(cy).pressSequentially(`Off we go :${name.slice(0, 7)}`);
  const choice = cy.getByRole("option", { name: new RegExp(written) });
  await expect(choice.getByRole("img")).toBeVisible();
  await cy.screenshot({ path: info.outputPath("autocomplete-phone-dark.png") });
  await composer(cy).press("Enter");
  await expect(composer(cy)).toHaveValue(`Off we go ${written} `);
  await composer(cy).press("Enter");
  await ada.goto(url() + path);
  for (const page of [ada, cy]) await expect(last(page).getByRole("img", { name: written })).toBeVisible();
  expect(
    await last(cy)
      .getByRole("img", { name: written })
      .evaluate((img: HTMLImageElement) => img.naturalWidth),
  ).toBe(128);

  // By keyboard: the picker's own group.
  await last(ada).focus();
  await ada.keyboard.press("+");
  await ada.getByRole("button", { name: "Ours", exact: true }).press("Enter");
  await ada.screenshot({ path: info.outputPath("picker-wide-light.png") });
  await ada.getByRole("group", { name: "Ours" }).getByRole("button", { name }).press("Enter");
  const reaction = last(cy).getByRole("button", { name: new RegExp(`^${written} 1`) });
  await expect(reaction.locator("img")).toBeVisible();
  await reaction.click();
  await expect(last(ada).getByRole("button", { name: new RegExp(`^${written} 2`) })).toBeVisible();
  await cy.screenshot({ path: info.outputPath("message-phone-dark.png") });
  await ada.screenshot({ path: info.outputPath("message-wide-light.png") });

  await ada.goto(`${url()}/admin/emoji`);
  await row.getByRole("button", { name: `Remove ${written}` }).press("Enter");
  await ada.getByRole("textbox", { name: "Reason" }).fill("It sank");
  await ada.getByRole("button", { name: "Remove", exact: true }).press("Enter");
  await expect(row).toHaveCount(0);
  await expect(last(cy)).toContainText(`Off we go ${written}`);
  await expect(last(cy).getByRole("img", { name: written })).toHaveCount(0);
  await expect(last(cy).getByRole("button", { name: new RegExp(`^${written} 2`) })).toContainText(written);
  await cy.screenshot({ path: info.outputPath("gone-phone-dark.png") });
  await Promise.all([ada.context().close(), cy.context().close()]);
});
