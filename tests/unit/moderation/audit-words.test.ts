import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { actionText } from "../../../components/admin/audit/action-text.ts";

const folder = join(import.meta.dirname, "../../../lib/commands");

/** The names that commands write into the audit log: where a call names one, and where it is chosen before. */
function auditedNames(): string[] {
  const names = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const calls = [...text.matchAll(/[aA]udit\([^;]*?action: "([\w.]+)"/g)];
    const chosen = text.includes("writeAudit(")
      ? [...text.matchAll(/const action = ([^;]*);/g)].flatMap(([, choice = ""]) => [
          ...choice.matchAll(/"(\w+\.\w+)"/g),
        ])
      : [];
    return [...calls, ...chosen].map(([, name = ""]) => name);
  });
  return [...new Set([...names, "workspace.set", "security.set", "thread.archive", "thread.unarchive", "thread.lock"])];
}

test("everything that is audited has words", () => {
  const names = auditedNames();
  expect(names.length).toBeGreaterThan(25);
  expect(names).toEqual(expect.arrayContaining(["user.suspend", "report.reopen", "thread.orphaned", "emoji.enable"]));
  expect(names.filter((action) => actionText({ action, after: null }).startsWith("did "))).toEqual([]);
});

test("the way back is told apart", () => {
  expect(actionText({ action: "thread.lock", after: { state: "LOCKED" } })).toBe("locked a thread");
  expect(actionText({ action: "thread.lock", after: { state: "OPEN" } })).toBe("unlocked a thread");
  expect(actionText({ action: "member.timeout", after: { mutedUntil: null } })).toBe("lifted the time-out of");
});
