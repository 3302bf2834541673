import { expect, type Page, test } from "@playwright/test";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Each screen, how to get there, and what shows that it is there. */
const SCREENS: readonly { name: string; path: string; ready: (page: Page) => Promise<unknown> }[] = [
  { name: "home", path: "/", ready: (page) => page.locator("main").first().waitFor() },
  { name: "browse", path: "/browse", ready: (page) => page.getByText("book-club").first().waitFor() },
  { name: "people", path: "/people", ready: (page) => page.getByText("Mika Tan").first().waitFor() },
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
    ready: (page) => page.getByRole("heading", { name: "Invites" }).waitFor(),
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
          await expectAccessible(page);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, "the page is wider than the window").toBeLessThanOrEqual(0);
        });
      }
      await page.context().close();
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
