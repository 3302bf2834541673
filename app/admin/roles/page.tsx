import type { Metadata } from "next";
import { RolesPage } from "../../../components/admin/roles/roles-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Roles" };

export default async function Roles() {
  await requireAdmin();
  return <RolesPage />;
}
