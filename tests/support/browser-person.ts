// Somebody of the cast in a browser of their own, signed in through the page that people use.
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { LOCAL_CAST_PASSWORD } from "../../lib/auth/local-cast.ts";

type SignedIn = Awaited<ReturnType<Page["context"]>["storageState"] extends () => infer S ? S : never>;

/** Signing in is a journey of its own, tested elsewhere: here each person does it once for each server. */
const signedIn = new Map<string, Promise<SignedIn>>();

async function signIn(browser: Browser, url: string, name: string): Promise<SignedIn> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.locator("input[name=identifier]").fill(`${name}@confab.local`);
  await page.keyboard.press("Enter");
  await page.locator("input[name=password]").fill(LOCAL_CAST_PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator("[data-region=threads]").waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A page of `ada`, `bo`, `cy` or `dee`, signed in, at `path`. Close its context when done. */
export async function openAs(
  browser: Browser,
  name: string,
  { url, path = "/", ...options }: { url: string; path?: string } & BrowserContextOptions,
): Promise<Page> {
  const key = `${url} ${name}`;
  const state = signedIn.get(key) ?? signIn(browser, url, name);
  signedIn.set(key, state);
  const context = await browser.newContext({ ...options, storageState: await state });
  const page = await context.newPage();
  await page.goto(url + path);
  // Attached is enough: on a phone the thread list is in a drawer.
  await page.locator("[data-region=threads], [data-region=messages]").first().waitFor({ state: "attached" });
  return page;
}
