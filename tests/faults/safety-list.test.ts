import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { buildServerCopy } from "./build-server.ts";
import { FAULTS } from "./kinds/all.ts";
import { SAFETIES } from "./safety-list.ts";

it.each(SAFETIES)("can still be switched off, for npm run test:safeties: $name", async ({ patches, fault }) => {
  expect(FAULTS.filter(({ name }) => name.includes(fault))).not.toEqual([]);
  const program = await buildServerCopy("faults-safety", patches);
  rmSync(dirname(program), { recursive: true });
});
