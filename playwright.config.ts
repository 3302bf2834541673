import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./tests/support/chromium.ts";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // One built server with one database serves the whole run; journeys make their own people and threads in it.
  workers: 1,
  // On a busy machine one journey of many may run out of time; the report names each that needed its second try.
  retries: process.env.CI === undefined ? 0 : 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  globalSetup: "./tests/support/e2e-setup.ts",
  use: {
    ...chromiumLaunch(),
    // Set by the global setup, before the workers read this file.
    baseURL: process.env.E2E_URL,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
