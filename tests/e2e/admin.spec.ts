import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import type { SentMessage } from "../../lib/contract/messages.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";

const url = () => process.env.E2E_URL ?? "";

for (const [size, viewport] of [
  ["wide", { width: 1440, height: 900 }],
  ["phone", { width: 390, height: 844 }],
] as const) {
  test(`without a mouse, ${size}: people, their roles and sessions, invites, and the log of it`, async ({
    browser,
  }) => {
    test.setTimeout(300_000);
    const page = await openAs(browser, "ada", { url: url(), viewport });
    await page.goto(`${url()}/admin`);
    await expect(page).toHaveURL(/\/admin\/users$/);
    const why = `${size} ${Date.now().toString(36)}`;
    const people = page.getByRole("searchbox", { name: "Name, e-mail or id" });

    await test.step("users in another order", async () => {
      const names = page.getByRole("row");
      await expect(names.nth(1)).toContainText("Ada Reyes");
      await page.getByRole("button", { name: "Person" }).press("Enter");
      await expect(names.nth(1)).not.toContainText("Ada Reyes");
      await expect(page.getByRole("columnheader", { name: "Person" })).toHaveAttribute("aria-sort", "descending");
    });

    await test.step("appoint, and take it back", async () => {
      await people.fill("noor");
      await expect(page.getByRole("row")).toHaveCount(2);
      for (const role of ["admin", "member"]) {
        await act(page, "What to do about Noor Haddad", `Make ${role}`);
        await giveReason(page, why);
        await expect(page.getByRole("row", { name: /Noor Haddad/ })).toContainText(role, { ignoreCase: true });
      }
      await act(page, "What to do about Noor Haddad", "Sign out everywhere");
      await giveReason(page, why);
    });

    await test.step("end one session of many", async () => {
      const dee = await signInAt(url(), "dee@confab.local");
      await dee.call("GET", "/api/home");
      await people.fill("dee@confab");
      await expect(page.getByRole("row", { name: /Dee Moreau/ })).toBeVisible();
      await act(page, "What to do about Dee Moreau", "Sessions");
      const dialog = page.getByRole("dialog", { name: "Sessions of Dee Moreau" });
      const ends = dialog.getByRole("button", { name: "End the session of" });
      await ends.first().waitFor();
      const before = await ends.count();
      await ends.first().press("Enter");
      await page.getByRole("dialog", { name: "End a session" }).getByLabel("Reason").fill(why);
      for (const key of ["Tab", "Tab", "Enter"]) await page.keyboard.press(key);
      await expect(dialog).toBeVisible();
      await expect(ends).toHaveCount(before - 1);
      expect((await dee.call("GET", "/api/home")).status).toBe(401);
      await page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
    });

    await test.step("suspend and restore", async () => {
      await people.fill("noor");
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
      const row = page.getByRole("row", { name: new RegExp(why.replace(" ", ".")) });
      await expect(row).toContainText("Active");
      await row.getByRole("button", { name: /Revoke/ }).press("Enter");
      await giveReason(page, why);
      await expect(row).toContainText("Revoked");
    });

    await test.step("the audit log has it, and is whole", async () => {
      await page.goto(`${url()}/admin/audit`);
      await choose(page, "Done to", "Noor Haddad");
      // Made admin and member, signed out, suspended and restored.
      await expect(page.getByText(`“${why}”`)).toHaveCount(5);
      const exported = page.waitForEvent("download");
      await page.getByRole("link", { name: "Export" }).press("Enter");
      expect((await exported).suggestedFilename()).toMatch(/\.jsonl$/);
      await page.getByRole("button", { name: "Check the chain" }).press("Enter");
      await expect(page.getByText(/The chain of [\d,]+ rows is whole/)).toBeVisible();
    });
    await page.context().close();
  });

  test(`without a mouse, ${size}: threads, reports, groups, emoji, settings, permissions, roles, health`, async ({
    browser,
  }) => {
    test.setTimeout(300_000);
    const page = await openAs(browser, "ada", { url: url(), viewport });
    const stamp = Date.now().toString(36);
    const why = `${size} ${stamp}`;

    await test.step("lock, delete and restore a thread", async () => {
      const [id, name] = [uuidv7(), `Lost ${why}`];
      await command(page, "POST", "/api/threads", { id, kind: "PRIVATE", name });
      await page.goto(`${url()}/admin/threads`);
      await page.getByRole("searchbox", { name: "Name or topic" }).fill(name);
      const row = page.getByRole("row", { name });
      for (const [deed, state] of [
        ["Lock", "Locked"],
        ["Unlock", "Open"],
        ["Delete", "Deleted"],
      ] as const) {
        await act(page, `What to do about ${name}`, deed);
        await giveReason(page, `${deed}, ${stamp}`);
        await expect(row).toContainText(state);
      }
      await expect(row).toContainText(/restored for 3[01] days/);
      await act(page, `What to do about ${name}`, "Restore");
      await giveReason(page, `missed, ${why}`);
      await expect(row).toContainText("Open");
      const answer = await page.request.get(`${url()}/api/threads/${id}`);
      expect(await answer.json()).toMatchObject({ data: { thread: { state: "OPEN" } } });
    });

    await test.step("resolve a report", async () => {
      const [cy, bo] = await Promise.all(["cy", "bo"].map((name) => signInAt(url(), `${name}@confab.local`)));
      const threadId = uuidv7();
      const body = `buy cheap boats ${why}`;
      await bo?.call("POST", "/api/threads", { id: threadId, kind: "PUBLIC", name: `boats-${stamp}` });
      const sent = await bo?.call<SentMessage>("POST", `/api/threads/${threadId}/messages`, {
        clientId: uuidv7(),
        body,
      });
      const report = { id: uuidv7(), category: "SPAM", words: "" };
      await cy?.call("PUT", `/api/threads/${threadId}/membership`, {});
      const messageId = sent?.ok ? sent.data.message.id : "";
      expect(await cy?.call("POST", `/api/messages/${messageId}/report`, report)).toMatchObject({ ok: true });
      await page.goto(`${url()}/admin/reports`);
      const card = page.getByRole("listitem").filter({ hasText: body }).first();
      await card.getByRole("button", { name: "Show the context" }).press("Enter");
      await expect(card.getByRole("list", { name: "Context" })).toContainText(body);
      await card.getByRole("button", { name: "Resolve…" }).press("Enter");
      await giveReason(page, why);
      await expect(card).toHaveCount(0);
    });

    await test.step("a group, made, changed and removed", async () => {
      const handle = `crew-${stamp}`;
      await page.goto(`${url()}/admin/groups`);
      await page.getByRole("button", { name: "Add a group" }).press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Handle").fill(handle);
      await dialog.getByLabel("Name").fill("Who sails");
      await dialog.getByRole("combobox", { name: "People" }).fill("Bo Lind");
      await page.getByRole("option", { name: /Bo Lindqvist/ }).waitFor();
      await page.keyboard.press("Enter");
      await dialog.getByRole("button", { name: "Add it" }).press("Enter");
      const row = page.getByRole("row", { name: new RegExp(`@${handle}`) });
      await row.getByRole("button", { name: `Change @${handle}` }).press("Enter");
      await dialog.getByLabel("Name").fill("Who rows");
      await dialog.getByLabel("Name").press("Enter");
      await expect(row).toContainText("Who rows");
      await row.getByRole("button", { name: `Remove @${handle}` }).press("Enter");
      await giveReason(page, why);
      await expect(row).toHaveCount(0);
    });

    await test.step("an emoji, added, switched off and removed", async () => {
      const written = `:boat_${stamp}:`;
      await page.goto(`${url()}/admin/emoji`);
      await page.getByRole("button", { name: "Add an emoji" }).press("Enter");
      const dialog = page.getByRole("dialog");
      const picker = page.waitForEvent("filechooser");
      await dialog.getByRole("button", { name: "Choose a picture" }).press("Enter");
      await (await picker).setFiles({ name: "boat.png", mimeType: "image/png", buffer: await boat() });
      await dialog.getByRole("textbox", { name: "Name" }).fill(`boat_${stamp}`);
      await page.keyboard.press("Enter");
      const row = page.getByRole("row", { name: new RegExp(written) });
      const inUse = row.getByRole("switch");
      await expect(inUse).toBeChecked();
      await inUse.press("Space");
      await expect(inUse).not.toBeChecked();
      await row.getByRole("button", { name: `Remove ${written}` }).press("Enter");
      await giveReason(page, why);
      await expect(row).toHaveCount(0);
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
      await page.getByRole("tab", { name: "Why can’t they?" }).press("ArrowRight");
      await page.keyboard.press("Enter");
      const seen = page.getByRole("list", { name: "Threads as Cy Okafor sees them" }).getByRole("listitem");
      const announcements = seen.filter({ hasText: "announcements" });
      await announcements.locator("summary").press("Enter");
      await expect(announcements.getByText(/^They can .*read/)).toBeVisible();
    });

    await test.step("roles and health, by the navigation", async () => {
      for (const [section, there] of [
        ["Roles", "Suspend people"],
        ["Health", "Online now"],
      ] as const) {
        if (size === "phone") await page.getByRole("button", { name: "Sections", exact: true }).press("Enter");
        await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: section }).press("Enter");
        await expect(page.getByText(there).first()).toBeVisible();
      }
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

const boat = () =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: "#36c" } })
    .png()
    .toBuffer();

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
