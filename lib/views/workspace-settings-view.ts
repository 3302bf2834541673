import type { WorkspaceSettings } from "../contract/workspace-settings.ts";
import type { Sql } from "../db.ts";

const READ = `
  SELECT version, name, "signUp", receipts, "editWindowSeconds", "slowModeSeconds", preference, "maxSessionDays", "linkPreviews",
    EXISTS (SELECT 1 FROM "User" WHERE role = 'OWNER')
      AND NOT EXISTS (SELECT 1 FROM "User" WHERE role = 'OWNER' AND status = 'ACTIVE') AS ownerless
  FROM "Workspace" WHERE id = 1`;

const UNSET: WorkspaceSettings = {
  version: 0,
  name: "Confab",
  signUp: null,
  receipts: true,
  editWindowSeconds: null,
  slowModeSeconds: 0,
  preference: {},
  maxSessionDays: null,
  linkPreviews: "EVERYWHERE",
  ownerless: false,
};

/** The workspace's settings (contract: workspaceSettings). */
export async function readWorkspaceSettings(sql: Sql): Promise<WorkspaceSettings> {
  const [row] = await sql.rows<WorkspaceSettings>(READ, []);
  return row ?? UNSET;
}
