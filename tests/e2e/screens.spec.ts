import { expect, type Page, test } from "@playwright/test";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";
import { makeModeratedThread } from "../support/moderated-thread.ts";

const url = () => process.env.E2E_URL ?? "";
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Each screen, how to get there, and what shows that it is there. */
const SCREENS: readonly { name: string; path: string; ready: (page: Page) => Promise<unknown> }[] = [
  { name: "home", path: "/", ready: (page) => page.locator("main").first().waitFor() },
  { name: "browse", path: "/browse", ready: (page) => page.getByText("book-club").first().waitFor() },
  { name: "people", path: "/people", ready: (page) => page.getByText("Mika Tan").first().waitFor() },
  { name: "saved", path: "/saved", ready: (page) => page.getByRole("heading", { name: "Saved messages" }).waitFor() },
  {
    name: "search",
    path: "/search?q=maintenance%20from%3Anobody",
    ready: (page) => page.getByText("Not known here: from:nobody").waitFor(),
  },
  {
    name: "what was found",
    path: "/search?q=maintenance",
    ready: (page) => page.getByRole("list", { name: "Messages found" }).waitFor(),
  },
  {
    name: "settings",
    path: "/settings",
    ready: (page) =>
      page
        .getByRole("heading", { name: /settings/i })
        .first()
        .waitFor(),
  },
  { name: "admin users", path: "/admin/users", ready: (page) => page.getByText("bo@confab.local").waitFor() },
  { name: "admin threads", path: "/admin/threads", ready: (page) => page.getByText("book-club").first().waitFor() },
  { name: "admin roles", path: "/admin/roles", ready: (page) => page.getByText("Suspend people").waitFor() },
  {
    name: "admin invites",
    path: "/admin/invites",
    ready: (page) => page.getByRole("heading", { name: "Invites", exact: true }).waitFor(),
  },
  {
    name: "admin emoji",
    path: "/admin/emoji",
    ready: (page) => page.getByRole("button", { name: "Add an emoji" }).waitFor(),
  },
  {
    name: "admin groups",
    path: "/admin/groups",
    ready: (page) => page.getByRole("button", { name: "Add a group" }).waitFor(),
  },
  {
    name: "admin permissions",
    path: "/admin/permissions",
    ready: (page) => page.getByLabel("Person").first().waitFor(),
  },
  {
    name: "admin audit",
    path: "/admin/audit",
    ready: (page) => page.getByRole("button", { name: "Check the chain" }).waitFor(),
  },
  {
    name: "admin settings",
    path: "/admin/settings",
    ready: (page) => page.getByLabel("Name of the workspace").waitFor(),
  },
  { name: "admin health", path: "/admin/health", ready: (page) => page.getByText("Online now").waitFor() },
  { name: "missing page", path: "/no-such-page", ready: (page) => page.locator("main").first().waitFor() },
];

type Moderated = Awaited<ReturnType<typeof makeModeratedThread>>;
let made: Promise<Moderated> | undefined;
/** One for every way of looking at it. */
const moderated = (): Promise<Moderated> =>
  (made ??= makeModeratedThread(url(), `moderated-${Date.now().toString(36)}`));

async function expectFits(page: Page): Promise<void> {
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "the page is wider than the window").toBeLessThanOrEqual(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of [
    ["wide", WIDE],
    ["phone", PHONE],
  ] as const) {
    test(`every screen is accessible and fits, ${size} and ${colorScheme}`, async ({ browser }) => {
      test.setTimeout(240_000);
      const page = await openAs(browser, "ada", { url: url(), viewport, colorScheme });
      for (const screen of [...SCREENS, await conversation(page)]) {
        await test.step(screen.name, async () => {
          await page.goto(url() + screen.path);
          await screen.ready(page);
          await expectFits(page);
        });
      }
      await page.context().close();
    });

    // Two of the four ways cover both widths and both palettes, in half the time.
    if ((size === "wide") !== (colorScheme === "light")) continue;
    test(`what moderates is accessible and fits, ${size} and ${colorScheme}`, async ({ browser }) => {
      test.setTimeout(240_000);
      const { threadId } = await moderated();
      const page = await openAs(browser, "ada", { url: url(), path: `/t/${threadId}`, viewport, colorScheme });
      await test.step("a deleted message", async () => {
        await expect(page.getByText("Message deleted by Ada Reyes")).toBeVisible();
        await expectFits(page);
      });
      await test.step("reporting a message", async () => {
        const row = page.getByRole("log").getByRole("article").filter({ hasText: "Buy cheap boats" });
        await row.hover();
        await row.focus();
        await row.press("Enter");
        await row.getByRole("button", { name: "More actions" }).press("Enter");
        await page.getByRole("menuitem", { name: /Report/ }).press("Enter");
        await expect(page.getByRole("dialog", { name: "Report this message" })).toBeVisible();
        await expectFits(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      });
      await test.step("the details, who is banned, and permissions", async () => {
        await page.getByRole("button", { name: "Show the details" }).press("Enter");
        await page.getByRole("button", { name: /Permissions/ }).waitFor();
        await expectFits(page);
        await page.getByRole("button", { name: /Banned/ }).press("Enter");
        await expect(page.getByRole("button", { name: /Lift the ban of Dee/ })).toBeVisible();
        await expectFits(page);
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: /Permissions/ }).press("Enter");
        await expect(page.getByRole("dialog", { name: /Permissions in/ })).toBeVisible();
        await expectFits(page);
      });
      await test.step("the reports", async () => {
        await page.goto(`${url()}/admin/reports`);
        const report = page.getByRole("listitem").filter({ hasText: "Buy cheap boats" }).first();
        await report.getByRole("button", { name: "Show the context" }).press("Enter");
        await expect(report.getByRole("list", { name: "Context" })).toBeVisible();
        await expectFits(page);
        await report.getByRole("button", { name: "Resolve…" }).press("Enter");
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectFits(page);
      });
      await page.context().close();
      await test.step("what the banned see", async () => {
        const dee = await openAs(browser, "dee", { url: url(), viewport, colorScheme });
        await dee.goto(`${url()}/t/${threadId}`);
        await expect(dee.getByText(/You were banned from/).first()).toBeVisible();
        await expectFits(dee);
        await dee.context().close();
      });
    });
  }
}

async function conversation(page: Page) {
  const home = await page.request.get(`${url()}/api/home`);
  const { data } = (await home.json()) as { data: { entries: { threadId: string; thread: { name: string } }[] } };
  const entry = data.entries.find(({ thread }) => thread.name === "launch-week");
  return {
    name: "conversation",
    path: `/t/${entry?.threadId ?? ""}`,
    ready: (on: Page) => on.getByRole("log").getByRole("article").last().waitFor(),
  };
}
