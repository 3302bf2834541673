import type { Metadata } from "next";
import { HealthPage } from "../../../components/admin/health/health-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Health" };

export default async function Health() {
  await requireAdmin();
  return <HealthPage />;
}
