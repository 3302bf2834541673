import type { Metadata } from "next";
import { ReportsPage } from "../../../components/moderation/reports/reports-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Reports" };

export default async function Reports() {
  await requireAdmin();
  return <ReportsPage />;
}
