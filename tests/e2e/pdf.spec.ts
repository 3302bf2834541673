import { expect, type Page, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";
import { endlessPdf, lockedPdf, makePdf, pdfPage, scriptedPdf } from "../support/pdf.ts";

const url = () => process.env.E2E_URL ?? "";
const pdf = (name: string, buffer: Buffer) => ({ name, mimeType: "application/pdf", buffer });

/** Whether anything of a page is drawn: more than one colour in its picture. */
const isDrawn = (page: Page, number: number) =>
  page.locator(`[data-page="${number}"] canvas`).evaluate((canvas: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(64, 64);
    const context = copy.getContext("2d");
    context?.drawImage(canvas, 0, 0, 64, 64);
    const bytes = context?.getImageData(0, 0, 64, 64).data ?? [];
    return new Set(Array.from(new Uint32Array(new Uint8Array(bytes).buffer))).size > 1;
  });

test("PDFs open in place and run nothing: pages by keyboard, and a broken, locked or endless one says so", async ({
  browser,
}, info) => {
  test.setTimeout(150_000);
  const ada = await signInAt(url(), "ada@confab.local");
  const thread = { id: uuidv7(), kind: "PRIVATE", name: `pdf ${Date.now().toString(36)}`, memberIds: [] };
  const made = await ada.call<ThreadEntry>("POST", "/api/threads", thread);
  if (!made.ok) throw new Error(made.error.message);
  const page = await openAs(browser, "ada", { url: url(), path: `/t/${made.data.threadId}` });
  const strays: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== url() && !["data:", "blob:"].includes(protocol)) strays.push(request.url());
  });
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) strays.push(message.text());
  });
  page.on("dialog", (dialog) => {
    strays.push(dialog.message());
    void dialog.dismiss();
  });

  await page
    .locator("main input[type=file]")
    .setInputFiles([
      pdf("plan.pdf", scriptedPdf(["The plan", "Harbour", "Crew", "Dates", "Costs", "The end"])),
      pdf("broken.pdf", Buffer.from("%PDF-1.7\nthis is where a document would be")),
      pdf("locked.pdf", lockedPdf()),
      pdf("endless.pdf", endlessPdf()),
      pdf("vast.pdf", makePdf({ pages: [pdfPage("Vast")], box: "[0 0 9000000 9000000]" })),
    ]);
  await page.locator("main [data-composer]").fill("Papers");
  await page.locator("main [data-composer]").press("Enter");
  const row = page.getByRole("log").getByRole("article").last();
  const show = (name: string) => row.getByRole("button", { name: `Show ${name}` });
  await expect(show("vast.pdf")).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: info.outputPath("message-light.png") });

  await show("plan.pdf").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("page 1 of 6")).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => isDrawn(page, 1), { timeout: 30_000 }).toBe(true);
  await expect(dialog.getByRole("listitem", { name: "Page 1" })).toContainText("The plan");
  await page.screenshot({ path: info.outputPath("pdf-light.png") });
  await expectAccessible(page);
  await page.keyboard.press("End");
  await expect(dialog.getByText("page 6 of 6")).toBeVisible();
  await expect.poll(() => isDrawn(page, 6), { timeout: 30_000 }).toBe(true);
  const { width } = (await dialog.getByRole("listitem", { name: "Page 6" }).boundingBox()) ?? { width: 0 };
  await page.keyboard.press("+");
  await expect
    .poll(async () => (await dialog.getByRole("listitem", { name: "Page 6" }).boundingBox())?.width)
    .toBeGreaterThan(width);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press("0");
  await page.keyboard.press("Home");
  await expect.poll(() => isDrawn(page, 1), { timeout: 30_000 }).toBe(true);
  await page.screenshot({ path: info.outputPath("pdf-phone-dark.png") });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 800 });

  for (const [name, words] of [
    ["broken.pdf", /damaged/],
    ["locked.pdf", /locked with a password/],
    // Its workers are ended; meanwhile the page goes on.
    ["endless.pdf", /takes too long/],
  ] as const) {
    await show(name).click();
    if (name === "endless.pdf") {
      await expect(dialog.getByText("page 1 of 1")).toBeVisible({ timeout: 30_000 });
      await page.evaluate(aHundredFrames);
    }
    await expect(dialog.getByRole("alert")).toHaveText(words, { timeout: 40_000 });
    await expect(dialog.getByRole("link", { name: `Download ${name}` })).toBeVisible();
    if (name === "broken.pdf") await page.screenshot({ path: info.outputPath("pdf-broken.png") });
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  await show("vast.pdf").click();
  await expect.poll(() => isDrawn(page, 1), { timeout: 30_000 }).toBeDefined();
  await page.keyboard.press("Escape");

  expect(strays).toEqual([]);
  await page.context().close();
});

/** In the page: resolves once it has drawn a hundred times. One that hangs never does. */
function aHundredFrames(): Promise<void> {
  return new Promise((resolve) => {
    let left = 100;
    const next = () => (left-- === 0 ? resolve() : void requestAnimationFrame(next));
    next();
  });
}
