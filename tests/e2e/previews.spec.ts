import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";
import { openLinkSite } from "../support/link-site.ts";

const url = () => process.env.E2E_URL ?? "";
const last = (page: Page) => page.getByRole("log").getByRole("article").last();
const card = (page: Page) => last(page).getByRole("link", { name: /The harbour at night/ });

test("a link's page is shown to both without moving anything, from our own host, until its author takes it away", async ({
  browser,
}, info) => {
  test.skip(process.env.E2E_LINK_PORT === undefined, "needs a server that may follow links to this machine");
  const site = await openLinkSite(Number(process.env.E2E_LINK_PORT));
  const path = `/harbour/${uuidv7()}`;
  // Answers when the test says so: before, there is only its room.
  let answer: (() => void) | undefined;
  site.on(path, (_, response) => {
    answer = () =>
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(
          `<title>The harbour at night</title><meta property="og:site_name" content="Port of Confab"><meta property="og:description" content="Twelve pictures of boats that came home late, and what their crews had to say about it the next morning."><meta property="og:image" content="/boat.png">`,
        );
  });
  await site.picture("/boat.png", 1_200, 630);

  const owner = await signInAt(url(), "ada@confab.local");
  const home = await owner.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const cyId = home.data.people.find(({ displayName }) => displayName.startsWith("Cy "))?.id ?? "";
  const thread = { id: uuidv7(), kind: "PRIVATE", name: `links ${Date.now().toString(36)}`, memberIds: [cyId] };
  const made = await owner.call<ThreadEntry>("POST", "/api/threads", thread);
  if (!made.ok) throw new Error(made.error.message);
  const open = (name: string, more = {}) =>
    openAs(browser, name, { url: url(), path: `/t/${made.data.threadId}`, ...more });
  const ada = await open("ada", { viewport: { width: 1440, height: 900 } });
  const cy = await open("cy", { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  const foreign: string[] = [];
  for (const page of [ada, cy])
    page.on("request", (request) => {
      if (request.url().startsWith("http") && !request.url().startsWith(url())) foreign.push(request.url());
    });

  await ada.locator("main [data-composer]").fill(`Look at ${site.origin}${path} and \`${site.origin}/in-code\``);
  await ada.locator("main [data-composer]").press("Enter");
  await expect(last(cy)).toContainText("Look at");
  await expect(last(cy).getByRole("status", { name: "Looking the link up" })).toBeVisible();
  const before = await last(cy).boundingBox();
  await expect.poll(() => answer !== undefined).toBe(true);
  answer?.();
  for (const page of [ada, cy]) await expect(card(page)).toBeVisible();
  expect(await last(cy).boundingBox()).toEqual(before);
  for (const page of [ada, cy])
    await expect
      .poll(() =>
        card(page)
          .locator("img")
          .evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0),
      )
      .toBe(true);
  await expect(card(ada)).toHaveAttribute("rel", "noopener noreferrer nofollow");
  await ada.screenshot({ path: info.outputPath("preview-wide-light.png") });
  await cy.screenshot({ path: info.outputPath("preview-phone-dark.png") });
  await expectAccessible(cy);

  // Cy did not write it and may not take it away; Ada's goes from her screen, and moves nothing on the other.
  await expect(last(cy).getByRole("button", { name: /Remove the preview/ })).toHaveCount(0);
  await last(ada).getByRole("button", { name: "Remove the preview of The harbour at night" }).focus();
  await ada.keyboard.press("Enter");
  await expect(card(ada)).toHaveCount(0);
  await expect(last(cy)).toContainText("No preview of 127.0.0.1");
  expect(await last(cy).boundingBox()).toEqual(before);
  await cy.reload();
  await expect(last(cy)).toContainText("Look at");
  await expect(last(cy)).not.toContainText("No preview");
  expect(foreign).toEqual([]);
  expect(site.asked).toEqual([path, "/boat.png"]);
  await Promise.all([ada.context().close(), cy.context().close(), site.close()]);
});
