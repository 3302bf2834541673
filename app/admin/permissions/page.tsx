import type { Metadata } from "next";
import { PermissionsPage } from "../../../components/admin/permissions/permissions-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Permissions" };

export default async function Permissions() {
  await requireAdmin();
  return <PermissionsPage />;
}
