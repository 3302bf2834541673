import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandDoors } from "../../lib/contract/doors.ts";
import { doors } from "../support/rest-doors.ts";
import { openSocketHost } from "../support/socket-host.ts";
import { THREAD_DOORS, WORKSPACE_DOORS } from "./door-table.ts";
import { OTHER_EVENTS, OTHER_ROUTES } from "./other-doors.ts";

// A door that nobody wrote down who may go through is a door that nobody tested: it fails the run.

const root = join(import.meta.dirname, "../..");
const inTable = new Set([...THREAD_DOORS, ...WORKSPACE_DOORS].map(({ door }) => door as string));

test("every door of the contract is in the table, and no other", () => {
  expect([...inTable].sort()).toEqual(Object.keys(doors).sort());
});

test("every route under app/api is a door of the table, or listed with what holds it", () => {
  const files = execFileSync(
    "git",
    ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "app"],
    { cwd: root, encoding: "utf8" },
  )
    .split("\n")
    .filter((path) => /\/route\.tsx?$/.test(path) && existsSync(join(root, path)));
  const served = files.flatMap((path) => {
    const methods = readFileSync(join(root, path), "utf8").matchAll(
      /export (?:const|(?:async )?function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g,
    );
    return [...methods].map(([, method]) => `${method} /${path.replace(/^app\//, "").replace(/\/route\.tsx?$/, "")}`);
  });
  const listed = [...Object.values(doors).map(({ method, path }) => `${method} ${path}`), ...Object.keys(OTHER_ROUTES)];
  expect(files.length).toBeGreaterThan(20);
  expect(served.sort()).toEqual(listed.sort());
});

test("every event that the socket server answers is a command of the table, or listed with what holds it", {
  timeout: 120_000,
}, async () => {
  const host = await openSocketHost();
  const { events } = host.node.sockets;
  await host.close();
  expect([...events].sort()).toEqual([...Object.keys(commandDoors), ...Object.keys(OTHER_EVENTS)].sort());
});

test("what holds the others exists", () => {
  for (const held of [...Object.values(OTHER_ROUTES), ...Object.values(OTHER_EVENTS)])
    if (held.startsWith("tests/")) expect(existsSync(join(root, held)), held).toBe(true);
});
