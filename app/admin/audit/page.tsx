import type { Metadata } from "next";
import { AuditPage } from "../../../components/admin/audit/audit-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Audit log" };

export default async function Audit() {
  await requireAdmin();
  return <AuditPage />;
}
