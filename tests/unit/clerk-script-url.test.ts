import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CLERK_JS_MAJOR, clerkScriptUrl } from "../../lib/auth/clerk-script-url.ts";

const key = `pk_live_${Buffer.from("clerk.example.org$").toString("base64")}`;

test("the script comes from the Frontend API of the key, or through its proxy", () => {
  expect(clerkScriptUrl({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: key })).toBe(
    "https://clerk.example.org/npm/@clerk/clerk-js@6/dist/clerk.browser.js",
  );
  expect(clerkScriptUrl({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: key, NEXT_PUBLIC_CLERK_PROXY_URL: "/__clerk/" })).toBe(
    "/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js",
  );
  expect(() => clerkScriptUrl({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: "pk_live_x" })).toThrow(/malformed/);
});

test("the script is of the major version that is tested against", () => {
  const { version } = JSON.parse(readFileSync("node_modules/@clerk/clerk-js/package.json", "utf8")) as {
    version: string;
  };
  expect(version.split(".")[0]).toBe(String(CLERK_JS_MAJOR));
});
