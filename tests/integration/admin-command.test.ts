// `npm run admin`: what whoever operates the server can do when no page helps.
import { afterAll, beforeAll, expect, test } from "vitest";
import { runScript } from "../support/app-server.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
beforeAll(async () => {
  space = await openTestWorkspace();
  for (const [name, { userId }] of Object.entries(space.cast))
    await space.slot.prisma.user.update({ where: { id: userId }, data: { email: `${name}@example.org` } });
});
afterAll(() => space.close());

const admin = (...args: string[]) => {
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    NODE_ENV: "test",
    DATABASE_URL: space.slot.env.DATABASE_URL,
    APP_URL: "https://chat.example.org",
  };
  return runScript("prisma/admin.ts", env as NodeJS.ProcessEnv, args);
};
const statusOf = async (userId: string) =>
  (await space.slot.prisma.user.findUniqueOrThrow({ where: { id: userId } })).status;

test("owners are listed and made, people are shut out and let in, and all of it is in the audit log", {
  timeout: 180_000,
}, async () => {
  const { cy, dee } = space.cast;
  expect(await admin("list-owners")).toBe("Ada\tada@example.org\tACTIVE\n");
  expect(await admin("promote-owner", "Cy@Example.org")).toContain("is an owner now");
  expect(await admin("promote-owner", "cy@example.org")).toContain("was an owner already");
  expect((await admin("list-owners")).split("\n").filter(Boolean)).toHaveLength(2);
  expect((await space.slot.prisma.user.findUniqueOrThrow({ where: { id: cy.userId } })).role).toBe("OWNER");
  expect(await admin("suspend", "dee@example.org")).toContain("is suspended now");
  expect(await statusOf(dee.userId)).toBe("SUSPENDED");
  expect(await admin("restore", "dee@example.org")).toContain("can sign in again");
  expect(await statusOf(dee.userId)).toBe("ACTIVE");
  expect(await admin("invite", "--uses", "2")).toMatch(/^https:\/\/chat\.example\.org\/invite\/[\w-]{22}\n$/);
  expect(await admin("verify-audit")).toMatch(/The chain of 4 rows is whole\./);
});

test("a log that was changed is told, and so is what is no command or nobody", { timeout: 120_000 }, async () => {
  await space.slot.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     UPDATE "AuditLog" SET reason = 'another' WHERE id = (SELECT min(id) FROM "AuditLog"); COMMIT`,
  );
  await expect(admin("verify-audit")).rejects.toThrow(/ended with 1[\s\S]*changed behind its back: rows \d/);
  await expect(admin("promote-owner", "nobody@example.org")).rejects.toThrow("ended with 1");
  await expect(admin("suspend", "nonsense")).rejects.toThrow("ended with 1");
  await expect(admin("rm")).rejects.toThrow(/usage: admin list-owners/);
});
