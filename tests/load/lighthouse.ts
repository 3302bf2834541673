// `npm run lighthouse [runs]`: Lighthouse with its desktop preset over the signed-in page of a thread, on the built
// server with the seeded workspace. Prints the median of the runs; fails where it misses what is promised.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { LOCAL_CAST_PASSWORD } from "../../lib/auth/local-cast.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { startAppServer } from "../support/app-server.ts";
import { chromiumLaunch } from "../support/chromium.ts";
import { testPostgres } from "../support/database.ts";
import { findFreePort } from "../support/redis.ts";

type Figure = { name: string; unit: string; must: (value: number) => boolean; promised: string };

const FIGURES = {
  performance: { name: "performance", unit: "", must: () => true, promised: "printed" },
  accessibility: { name: "accessibility", unit: "", must: (score) => score >= 95, promised: "≥ 95" },
  "best-practices": { name: "best practices", unit: "", must: (score) => score >= 95, promised: "≥ 95" },
  "largest-contentful-paint": { name: "LCP", unit: " ms", must: (ms) => ms <= 2_500, promised: "≤ 2,500 ms" },
  "total-blocking-time": { name: "TBT", unit: " ms", must: (ms) => ms <= 200, promised: "≤ 200 ms" },
  "cumulative-layout-shift": { name: "CLS", unit: "", must: (shift) => shift <= 0.05, promised: "≤ 0.05" },
} as const satisfies Record<string, Figure>;
const CATEGORIES = ["performance", "accessibility", "best-practices"];

async function signIn(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/sign-in`);
  await page.locator("input[name=identifier]").fill("ada@confab.local");
  await page.keyboard.press("Enter");
  await page.locator("input[name=password]").fill(LOCAL_CAST_PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator("[data-region=threads]").waitFor();
  const { data } = (await (await page.request.get(`${url}/api/home`)).json()) as { data: HomeView };
  const entry = data.entries.find(({ thread }) => thread.name === "launch-week");
  if (!entry) throw new Error("The seeded workspace has no launch-week.");
  return `${url}/t/${entry.threadId}`;
}

async function measure(address: string, port: number): Promise<Record<string, number>> {
  const flags = { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES } as const;
  // The session is in the browser's storage; the caches are emptied nonetheless by asking for each file anew.
  const result = await lighthouse(address, { ...flags, disableStorageReset: true }, desktopConfig);
  if (!result) throw new Error("Lighthouse gave no result.");
  const { categories, audits } = result.lhr;
  for (const category of CATEGORIES) {
    for (const { id, weight } of categories[category]?.auditRefs ?? []) {
      const audit = audits[id];
      if (category !== "performance" && weight > 0 && audit?.score === 0) console.log(`  ${category}: ${audit.title}`);
    }
  }
  return Object.fromEntries(
    Object.keys(FIGURES).map((id) => {
      const score = categories[id]?.score;
      return [id, typeof score === "number" ? Math.round(score * 100) : (audits[id]?.numericValue ?? Number.NaN)];
    }),
  );
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function main(): Promise<boolean> {
  const runs = Number(process.argv[2] ?? 5);
  const postgres = await testPostgres();
  const server = await startAppServer({ seed: true, env: { LIMIT_SCALE: "50" } });
  const profile = mkdtempSync(join(tmpdir(), "confab-lighthouse-"));
  const port = await findFreePort();
  const { launchOptions } = chromiumLaunch();
  const browser = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    args: [...launchOptions.args, `--remote-debugging-port=${port}`],
  });
  try {
    const address = await signIn(browser.pages()[0] ?? (await browser.newPage()), server.url);
    const measured: Record<string, number>[] = [];
    for (let run = 0; run < runs; run++) measured.push(await measure(address, port));
    let isKept = true;
    for (const [id, { name, unit, must, promised }] of Object.entries(FIGURES)) {
      const values = measured.map((one) => one[id] ?? Number.NaN);
      const middle = median(values);
      isKept &&= must(middle);
      const shown = (value: number) => String(Math.round(value * 1000) / 1000);
      console.log(
        `${must(middle) ? "✓" : "✗"} ${name}: ${shown(middle)}${unit} (${promised}; ${values.map(shown).join(", ")})`,
      );
    }
    return isKept;
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
    await server.stop();
    await postgres.stop();
  }
}

process.exitCode = (await main()) ? 0 : 1;
