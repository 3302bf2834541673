import { expect, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";

test("who is mentioned finds it in the bell at once, goes there, and has seen it", async ({ browser }) => {
  test.setTimeout(120_000);
  const stamp = Date.now().toString(36);
  const page = await openAs(browser, "cy", { url: url() });
  const bell = page.getByRole("button", { name: /^What concerns you/ });
  await expect(bell).toBeVisible();
  const ada = await signInAt(url(), "ada@confab.local");
  const home = await ada.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const cy = home.data.people.find(({ displayName }) => displayName.startsWith("Cy"));
  const threadId = uuidv7();
  const name = `bell-${stamp}`;
  await ada.call("POST", "/api/threads", { id: threadId, kind: "PRIVATE", name, memberIds: [cy?.id] });
  const body = `<@${cy?.id}> tea at four, ${stamp}`;
  await ada.call("POST", `/api/threads/${threadId}/messages`, { clientId: uuidv7(), body });

  await expect(bell).toHaveAccessibleName(/\d+ new/, { timeout: 30_000 });
  await bell.click();
  const list = page.getByRole("dialog", { name: "What concerns you" });
  const line = list.getByRole("button", { name: new RegExp(`Ada Reyes mentioned you in ${name}.*tea at four`) });
  await expect(line).toBeVisible();
  await expect(list.getByRole("button", { name: new RegExp(`Ada Reyes added you to ${name}`) })).toBeVisible();
  await expectAccessible(page);
  await list.getByRole("button", { name: "Mark all seen" }).click();
  await expect(list.getByRole("button", { name: "Mark all seen" })).toHaveCount(0);
  await line.click();
  await expect(page.getByRole("log").getByText(`tea at four, ${stamp}`)).toBeInViewport();
  await expect(list).toHaveCount(0);
  await expect(bell).toHaveAccessibleName("What concerns you");
  await page.context().close();
});
