import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import { openAs } from "../support/browser-person.ts";

const url = () => process.env.E2E_URL ?? "";

for (const [size, viewport] of [
  ["wide", { width: 1440, height: 900 }],
  ["phone", { width: 390, height: 844 }],
] as const) {
  test(`without a mouse, ${size}: suspend and restore, invite, bring a thread back, set, explain, look it all up`, async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const page = await openAs(browser, "ada", { url: url(), viewport });
    await page.goto(`${url()}/admin`);
    await expect(page).toHaveURL(/\/admin\/users$/);
    const why = `${size} ${Date.now().toString(36)}`;

    await test.step("suspend and restore", async () => {
      await page.getByRole("searchbox", { name: "Name, e-mail or id" }).fill("noor");
      await expect(page.getByRole("row")).toHaveCount(2);
      await act(page, "What to do about Noor Haddad", "Suspend");
      await page.getByRole("dialog").getByRole("button", { name: "Suspend" }).press("Enter");
      await expect(page.getByText("Say why")).toBeVisible();
      await giveReason(page, why);
      await expect(page.getByRole("row", { name: /Noor Haddad/ })).toContainText("Suspended");
      await act(page, "What to do about Noor Haddad", "Restore");
      await giveReason(page, why);
      await expect(page.getByRole("row", { name: /Noor Haddad/ })).toContainText("Member");
    });

    await test.step("invite", async () => {
      await page.goto(`${url()}/admin/invites`);
      await page.getByRole("button", { name: "Invite people" }).press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Only for this address").fill(`${why.replace(" ", ".")}@example.org`);
      await page.keyboard.press("Enter");
      await expect(dialog.getByLabel("Link", { exact: true })).toHaveValue(/\/invite\/[\w-]{22}$/);
      await dialog.getByRole("button", { name: "Done" }).press("Enter");
      await expect(page.getByRole("row", { name: new RegExp(why.replace(" ", ".")) })).toContainText("Active");
    });

    await test.step("restore a deleted thread", async () => {
      const [id, name] = [uuidv7(), `Lost ${why}`];
      await command(page, "POST", "/api/threads", { id, kind: "PRIVATE", name });
      await command(page, "DELETE", `/api/threads/${id}`, { reason: "by mistake" });
      await page.goto(`${url()}/admin/threads`);
      await page.getByRole("searchbox", { name: "Name or topic" }).fill(name);
      const row = page.getByRole("row", { name });
      await expect(row).toContainText("Deleted");
      await expect(row).toContainText("Can be restored for 30 days");
      await act(page, `What to do about ${name}`, "Restore");
      await giveReason(page, `missed, ${why}`);
      await expect(row).toContainText("Open");
      const answer = await page.request.get(`${url()}/api/threads/${id}`);
      expect(await answer.json()).toMatchObject({ data: { thread: { state: "OPEN" } } });
    });

    await test.step("settings: what somebody else changed meanwhile is told, and what was typed stays", async () => {
      await page.goto(`${url()}/admin/settings`);
      const name = page.getByLabel("Name of the workspace");
      await name.fill(`Harbour ${size}`);
      const { version } = await settingsOf(page);
      await command(page, "PATCH", "/api/admin/settings", { version, slowModeSeconds: size === "wide" ? 10 : 60 });
      await page.keyboard.press("Enter");
      await expect(page.getByText("Somebody else changed the settings meanwhile")).toBeVisible();
      await expect(name).toHaveValue(`Harbour ${size}`);
      await name.press("Enter");
      await expect(page.getByText("The settings are saved.")).toBeVisible();
      const after = await settingsOf(page);
      expect(after.name).toBe(`Harbour ${size}`);
      // Other journeys read the seeded name.
      await command(page, "PATCH", "/api/admin/settings", {
        version: after.version,
        name: "Harbour Lab",
        slowModeSeconds: 0,
      });
    });

    await test.step("explain", async () => {
      await page.goto(`${url()}/admin/permissions`);
      await choose(page, "Person", "Cy Okafor");
      await choose(page, "Thread", "announcements");
      await expect(page.getByRole("list", { name: "Steps" }).getByRole("listitem").first()).toContainText("Account");
    });

    await test.step("the audit log has it, and is whole", async () => {
      await page.goto(`${url()}/admin/audit`);
      await expect(page.getByText(`“${why}”`)).toHaveCount(2);
      await page.getByRole("button", { name: "Check the chain" }).press("Enter");
      await expect(page.getByText(/The chain of [\d,]+ rows is whole/)).toBeVisible();
    });
    await page.context().close();
  });
}

test("who may not administer meets a page that is not there; a role comes and goes on the open page", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const [ada, dee] = [await openAs(browser, "ada", { url: url() }), await openAs(browser, "dee", { url: url() })];
  const bodyOf = async (path: string) => {
    const answer = await dee.goto(url() + path);
    expect(answer?.status()).toBe(404);
    await dee.getByRole("heading", { name: "There is nothing here" }).waitFor();
    return dee.locator("body").innerText();
  };
  expect(await bodyOf("/admin/users")).toBe(await bodyOf("/no-such-page"));

  await dee.goto(url());
  const menu = dee.getByRole("button", { name: /your menu/ });
  await menu.click();
  await expect(dee.getByRole("menuitem", { name: "Settings" })).toBeVisible();
  await expect(dee.getByRole("menuitem", { name: "Administration" })).toHaveCount(0);
  const { data } = (await (await ada.request.get(`${url()}/api/admin/users?q=dee@confab`)).json()) as {
    data: { users: { id: string }[] };
  };
  const path = `/api/admin/users/${data.users[0]?.id}/role`;
  await command(ada, "PUT", path, { role: "ADMIN", reason: "helps" });
  await expect(dee.getByRole("menuitem", { name: "Administration" })).toBeVisible();
  await dee.getByRole("menuitem", { name: "Administration" }).click();
  await expect(dee.getByRole("heading", { name: "Users" })).toBeVisible();
  await command(ada, "PUT", path, { role: "MEMBER", reason: "helped" });
  await expect(dee.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await ada.context().close();
  await dee.context().close();
});

/** Opens a row's menu and chooses from it, by keyboard. */
async function act(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole("button", { name: menu }).press("Enter");
  await page.getByRole("menuitem", { name: item }).press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
}

async function giveReason(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill(reason);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
}

/** Types into a field that finds, and takes the first that it found. */
async function choose(page: Page, field: string, text: string): Promise<void> {
  await page.getByLabel(field, { exact: true }).first().fill(text);
  await page.getByRole("option", { name: text }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option")).toHaveCount(0);
}

const settingsOf = async (page: Page) => {
  const answer = await page.request.get(`${url()}/api/admin/settings`);
  return ((await answer.json()) as { data: { version: number; name: string } }).data;
};

async function command(
  page: Page,
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  data: object,
): Promise<void> {
  const answer = await page.request.fetch(url() + path, { method, data, headers: { origin: url() } });
  expect(answer.ok(), await answer.text()).toBe(true);
}
