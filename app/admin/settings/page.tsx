import type { Metadata } from "next";
import { WorkspaceSettingsPage } from "../../../components/admin/settings/settings-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function Settings() {
  await requireAdmin();
  return <WorkspaceSettingsPage />;
}
