import { expect, type Page, type Route, test } from "@playwright/test";
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "../support/app-person.ts";
import { openAs } from "../support/browser-person.ts";
import { expectAccessible } from "../support/e2e-person.ts";

const url = () => process.env.E2E_URL ?? "";
const EICAR = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-` + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
let threadId: string;

test.beforeEach(async () => {
  const ada = await signInAt(url(), "ada@confab.local");
  const home = await ada.call<HomeView>("GET", "/api/home");
  if (!home.ok) throw new Error(home.error.message);
  const boId = home.data.people.find(({ displayName }) => displayName.startsWith("Bo "))?.id ?? "";
  const thread = { id: uuidv7(), kind: "PRIVATE", name: `files ${Date.now().toString(36)}`, memberIds: [boId] };
  const made = await ada.call<ThreadEntry>("POST", "/api/threads", thread);
  if (!made.ok) throw new Error(made.error.message);
  threadId = made.data.threadId;
});

const openThread = (browser: Parameters<typeof openAs>[0], name: string, more = {}) =>
  openAs(browser, name, { url: url(), path: `/t/${threadId}`, ...more });
const composer = (page: Page) => page.locator("main [data-composer]");
const messages = (page: Page) => page.getByRole("log").getByRole("article");
const chips = (page: Page) => page.getByRole("list", { name: "Files of this message" }).getByRole("listitem");

const picture = async (width: number, height: number, colours: [string, string]) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${colours[0]}"/><stop offset="1" stop-color="${colours[1]}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
};
const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: "image/jpeg", buffer });
const text = (name: string, words: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(words) });

const pick = (page: Page, files: Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0]) =>
  page.locator("main input[type=file]").setInputFiles(files);

/** Drops files as a person does, anywhere over the messages. */
async function drop(page: Page, name: string, words: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([name, words]) => {
      const data = new DataTransfer();
      data.items.add(new File([words ?? ""], name ?? "", { type: "text/plain" }));
      return data;
    },
    [name, words],
  );
  const log = page.getByRole("log");
  await log.dispatchEvent("dragenter", { dataTransfer: transfer });
  await expect(page.getByText("Drop files to attach them")).toBeVisible();
  await log.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(page.getByText("Drop files to attach them")).toBeHidden();
}

test("files go out by pick and drop and are seen by the other: pictures without a jump, large by keyboard, text in place", async ({
  browser,
}, info) => {
  test.setTimeout(120_000);
  const ada = await openThread(browser, "ada");
  const bo = await openThread(browser, "bo", { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  await pick(ada, [
    jpeg("harbour.jpg", await picture(1600, 1000, ["#0b3d62", "#f4a259"])),
    jpeg("crew.jpg", await picture(900, 1200, ["#5b8e7d", "#f4e285"])),
    text("notes – 議事録.txt", "one\ntwo <script>alert(1)</script>\n"),
  ]);
  await expect(chips(ada)).toHaveCount(3);
  await drop(ada, "dropped.csv", "a,b\n1,2\n");
  await expect(chips(ada)).toHaveCount(4);
  await ada.getByRole("button", { name: "Remove dropped.csv" }).click();
  await expect(chips(ada)).toHaveCount(3);
  await composer(ada).fill("From the harbour");
  await ada.screenshot({ path: info.outputPath("composer-light.png") });
  await composer(ada).press("Enter");
  await expect(chips(ada)).toHaveCount(0);

  const seen = messages(bo).last();
  await expect(seen).toContainText("From the harbour");
  await expect(seen.getByRole("button", { name: "Show harbour.jpg" })).toBeVisible();
  const frame = seen.getByRole("button", { name: "Show crew.jpg" });
  // Its size does not wait for the picture.
  expect((await frame.boundingBox())?.height).toBeCloseTo(148, 0);
  await expect
    .poll(() => frame.locator("img").evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
    .toBe(true);
  await bo.screenshot({ path: info.outputPath("message-phone-dark.png") });
  await ada.screenshot({ path: info.outputPath("message-light.png") });
  await expectAccessible(bo);

  await messages(ada).last().getByRole("button", { name: "Show harbour.jpg" }).click();
  const large = ada.getByRole("dialog", { name: "harbour.jpg" });
  await expect(large.getByText("1 of 2")).toBeVisible();
  await ada.keyboard.press("ArrowRight");
  await expect(ada.getByRole("dialog", { name: "crew.jpg" })).toBeVisible();
  await ada.screenshot({ path: info.outputPath("lightbox.png") });
  await ada.keyboard.press("Escape");
  await expect(ada.getByRole("dialog")).toBeHidden();

  await seen.getByRole("button", { name: /^Show notes/ }).click();
  await expect(bo.getByRole("dialog")).toContainText("two <script>alert(1)</script>");
  await bo.keyboard.press("Escape");
  const [saved] = await Promise.all([
    ada.waitForEvent("download"),
    messages(ada)
      .last()
      .getByRole("link", { name: /^Download notes/ })
      .click(),
  ]);
  expect(saved.suggestedFilename()).toBe("notes – 議事録.txt");

  // A message of a file alone is known by its file wherever only a line of it stands.
  await pick(ada, [text("minutes.txt", "agreed")]);
  await composer(ada).press("Enter");
  await expect(
    messages(ada)
      .last()
      .getByRole("link", { name: /^Download minutes/ }),
  ).toBeVisible();
  await messages(ada).last().focus();
  await ada.keyboard.press("p");
  await ada.getByRole("button", { name: "Pinned messages" }).click();
  await expect(ada.getByRole("list", { name: "Pinned messages" })).toContainText("minutes.txt");
  await ada.screenshot({ path: info.outputPath("pinned-file-light.png") });
  await Promise.all([ada.context().close(), bo.context().close()]);
});

test("an infected file is locked away for everybody to see, a program is refused, and what was typed survives a lost connection", async ({
  browser,
}, info) => {
  test.setTimeout(120_000);
  const ada = await openThread(browser, "ada", { colorScheme: "dark" });
  const bo = await openThread(browser, "bo", { viewport: { width: 390, height: 844 } });
  await pick(ada, text("invoice.txt", EICAR));
  await composer(ada).press("Enter");
  // Sent while it was looked at, it is marked for everybody; a scanner that was quicker lets nobody send it.
  const unsent = ada.getByRole("log").getByText("refused by the scanner");
  await expect(unsent.or(ada.getByRole("log").getByText("Infected (Eicar-Test-Signature)")).first()).toBeVisible();
  await expect(
    messages(bo)
      .last()
      .getByRole("link", { name: /invoice/ }),
  ).toHaveCount(0);
  await bo.screenshot({ path: info.outputPath("infected-phone-light.png") });
  await ada.screenshot({ path: info.outputPath("infected-dark.png") });
  if (await unsent.isVisible()) await ada.getByRole("button", { name: "Discard", exact: true }).click();

  const program = Buffer.concat([Buffer.from("MZ\x90\0\x03", "latin1"), Buffer.alloc(300), Buffer.from("PE\0\0")]);
  await pick(ada, { name: "setup.exe", mimeType: "image/png", buffer: program });
  await expect(chips(ada)).toContainText("Files of this kind cannot be shared here");
  await ada.screenshot({ path: info.outputPath("refused-dark.png") });
  await ada.getByRole("button", { name: "Remove setup.exe" }).click();

  // No connection: words and file wait on this device, through a reload.
  await ada.route("**/api/uploads**", (route) => route.abort());
  await pick(ada, text("later.txt", "worth the wait"));
  await composer(ada).fill("with a file that waits");
  await composer(ada).press("Enter");
  await expect(messages(ada).last()).toContainText("with a file that waits");
  await expect(messages(ada).last()).toContainText("later.txt");
  // Words without files are not held up by it.
  await composer(ada).fill("words overtake");
  await composer(ada).press("Enter");
  await expect(messages(bo).last()).toContainText("words overtake");
  await ada.unroute("**/api/uploads**");
  await ada.reload();
  await expect(messages(bo).last()).toContainText("with a file that waits", { timeout: 30_000 });
  await expect(messages(bo).last().getByRole("link", { name: "Download later.txt" })).toBeVisible();
  await Promise.all([ada.context().close(), bo.context().close()]);
});

test("a file whose upload was begun and ended while every answer was lost goes out with its message", async ({
  browser,
}) => {
  const ada = await openThread(browser, "ada");
  const words = "all there already";
  await ada.route(
    "**/api/uploads",
    async (route) => {
      const { authorization = "" } = await route.request().allHeaders();
      const begun = await route.fetch();
      const offset = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
      const headers = { authorization, "tus-resumable": "1.0.0", origin: url(), ...offset };
      const ended = await ada.request.fetch(begun.headers().location ?? "", { method: "PATCH", headers, data: words });
      expect(ended.status()).toBe(204);
      await route.abort();
    },
    { times: 1 },
  );
  await pick(ada, text("twice.txt", words));
  await expect(chips(ada).getByRole("progressbar")).toHaveCount(0);
  await composer(ada).fill("with what was there");
  await composer(ada).press("Enter");
  await expect(messages(ada).last()).toContainText("with what was there");
  await expect(messages(ada).last().getByRole("link", { name: "Download twice.txt" })).toBeVisible();
  await ada.context().close();
});

test("a picture is pasted, an upload is paused, resumed and retried; sound and film play in place, by ranges", async ({
  browser,
}, info) => {
  test.setTimeout(120_000);
  const permissions = ["clipboard-read", "clipboard-write"];
  const ada = await openThread(browser, "ada", { permissions });
  await composer(ada).click();
  await ada.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
    canvas.getContext("2d")?.fillRect(40, 40, 100, 60);
    const png = await new Promise<Blob | null>((done) => canvas.toBlob(done));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png as Blob })]);
  });
  await ada.keyboard.press("ControlOrMeta+v");
  await expect(chips(ada)).toContainText("image.png");
  await ada.getByRole("button", { name: "Remove image.png" }).click();

  const line = "**/api/uploads/*";
  const held: Route[] = [];
  await ada.route(line, (route) => void held.push(route));
  await pick(ada, text("long.txt", "word ".repeat(20_000)));
  await expect(chips(ada).getByRole("progressbar", { name: "Upload of long.txt" })).toBeVisible();
  await ada.getByRole("button", { name: "Pause long.txt" }).click();
  await expect(chips(ada)).toContainText("Paused");
  await ada.screenshot({ path: info.outputPath("paused-light.png") });
  await ada.unroute(line);
  await Promise.all(held.map((route) => route.abort().catch(() => undefined)));
  await ada.getByRole("button", { name: "Resume long.txt" }).click();
  await expect(chips(ada).getByRole("progressbar")).toHaveCount(0);

  const error = { code: "FORBIDDEN", message: "Not just now." };
  await ada.route("**/api/uploads", (route) => route.fulfill({ status: 403, json: { ok: false, error } }));
  await pick(ada, { name: "bell.wav", mimeType: "audio/wav", buffer: wav(3) });
  await expect(chips(ada)).toContainText(["long.txt", "Not just now."]);
  await ada.unroute("**/api/uploads");
  await ada.getByRole("button", { name: "Retry bell.wav" }).click();
  await pick(ada, { name: "waves.webm", mimeType: "video/webm", buffer: await film(ada) });
  await expect(chips(ada)).toHaveCount(3);
  await expect(chips(ada).getByRole("progressbar")).toHaveCount(0);
  await composer(ada).press("Enter");

  const sent = messages(ada).last();
  const part = ada.waitForResponse((response) => response.status() === 206 && response.url().includes("/attachments/"));
  const [sound, picture] = [
    sent.locator("audio[aria-label='bell.wav']"),
    sent.locator("video[aria-label='waves.webm']"),
  ];
  await expect
    .poll(() =>
      sound.evaluate(async (audio: HTMLAudioElement) => {
        await audio.play();
        return audio.currentTime > 0;
      }),
    )
    .toBe(true);
  await part;
  await expect.poll(() => picture.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(320);
  await ada.screenshot({ path: info.outputPath("sound-and-film-light.png") });
  await ada.context().close();
});

/** So many seconds of a tone. */
function wav(seconds: number): Buffer {
  const rate = 8_000;
  const samples = Buffer.from(Array.from({ length: rate * seconds }, (_, n) => 128 + Math.round(60 * Math.sin(n / 3))));
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** A moment of film, as this browser records it. */
async function film(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
    const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    const stopped = new Promise((done) => (recorder.onstop = done));
    recorder.start();
    for (let frame = 0; frame < 12; frame++) {
      pen.fillStyle = `hsl(${frame * 30} 60% 50%)`;
      pen.fillRect(0, 0, 320, 180);
      await new Promise((done) => setTimeout(done, 50));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  return Buffer.from(base64, "base64");
}
