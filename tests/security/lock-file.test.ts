import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Below these, a known hole is open. */
const FLOORS: Record<string, string> = {
  next: "16.4.1",
  "socket.io-parser": "4.2.7",
  "engine.io": "6.6.7",
  "@clerk/nextjs": "7.3.1",
  "@clerk/backend": "3.12.0",
  ws: "8.21.3",
};

const lock = JSON.parse(readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8")) as {
  packages: Record<string, { version?: string; resolved?: string; integrity?: string; link?: boolean }>;
};
const installed = Object.entries(lock.packages).filter(([path]) => path !== "");
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

const isBelow = (version: string, floor: string): boolean => {
  const [have, need] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (const [place, least] of (need ?? []).entries())
    if ((have?.[place] ?? 0) !== least) return (have?.[place] ?? 0) < least;
  return false;
};

test.each(Object.entries(FLOORS))("%s is nowhere below %s", (name, floor) => {
  const found = installed.filter(([path]) => nameOf(path) === name).map(([, { version = "" }]) => version);
  expect(found).not.toEqual([]);
  expect(found.filter((version) => isBelow(version, floor))).toEqual([]);
});

test("the comparison of versions tells lower from higher", () => {
  expect([isBelow("16.4.0", "16.4.1"), isBelow("16.10.0", "16.4.1"), isBelow("15.9.9", "16.0.0")]).toEqual([
    true,
    false,
    true,
  ]);
});

test("every package comes from the registry, by its hash", () => {
  const isElsewhere = (resolved?: string) =>
    resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/");
  const loose = installed.filter(([, { resolved, integrity, link }]) => link || !integrity || isElsewhere(resolved));
  expect(loose.map(([path]) => path)).toEqual([]);
});
