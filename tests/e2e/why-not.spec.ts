import { expect, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { ThreadDetails } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";

const url = () => process.env.E2E_URL ?? "";
const data = <T>(answer: { ok: boolean; data?: T }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.data as T;
};

test("what cannot be done says why, when it can be done again, and whom to ask", async ({ browser }) => {
  test.setTimeout(120_000);
  const [ada, cy] = await Promise.all(["ada", "cy"].map((name) => signInAt(url(), `${name}@confab.local`)));
  if (!ada || !cy) throw new Error("Nobody is signed in.");
  const cyId = data(await cy.call<HomeView>("GET", "/api/home")).me.id;
  const threadId = uuidv7();
  const path = `/api/threads/${threadId}`;
  const name = `why-${Date.now().toString(36)}`;
  data(await ada.call("POST", "/api/threads", { id: threadId, kind: "PRIVATE", name, memberIds: [cyId] }));
  data(await cy.call("POST", `${path}/messages`, { clientId: uuidv7(), body: "a typo hree" }));
  const { version } = data(await ada.call<ThreadDetails>("GET", path)).thread;
  const settings = { version, editWindowSeconds: 0, slowModeSeconds: 300 };
  data(await ada.call("PATCH", `${path}/settings`, settings));

  const page = await openAs(browser, "cy", { url: url(), path: `/t/${threadId}` });
  const own = page.getByRole("log").getByRole("article").filter({ hasText: "a typo hree" });
  const why = "Messages here cannot be edited. An owner can change that.";

  await test.step("in the message's menu, and on its key", async () => {
    await own.focus();
    await own.press("e");
    await expect(page.getByText(why)).toBeVisible();
    await own.hover();
    await own.getByRole("button", { name: "More actions" }).press("Enter");
    const edit = page.getByRole("menuitem", { name: "Edit" });
    await expect(edit).toHaveAttribute("aria-disabled", "true");
    await expect(edit).toContainText(why);
    await expect(page.getByRole("menuitem", { name: "Ask Ada" })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("below the composer while slow mode holds, and under what waits for it", async () => {
    await expect(page.getByText(/You can post again in \d minutes/)).toBeVisible();
    const composer = page.locator("main [data-composer]");
    await composer.fill("too soon");
    await composer.press("Enter");
    await expect(page.getByText(/Slow mode: goes out in \d minutes/)).toBeVisible();
  });

  await test.step("in the composer's place", async () => {
    data(await ada.call("PUT", `${path}/lock`, { reason: "a quarrel" }));
    const bar = page.getByRole("status").filter({ hasText: "This thread is locked." });
    await expect(bar).toContainText("Owners and moderators can post, and can unlock it.");
    await expect(bar.getByRole("button", { name: "Ask Ada" })).toBeVisible();
    await own.hover();
    await own.getByRole("button", { name: "More actions" }).press("Enter");
    await expect(page.getByRole("menuitem", { name: /^Reply/ })).toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Escape");
  });
  await page.context().close();
});
