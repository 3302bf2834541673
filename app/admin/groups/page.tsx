import type { Metadata } from "next";
import { GroupsPage } from "../../../components/admin/groups/groups-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Groups" };

export default async function Groups() {
  await requireAdmin();
  return <GroupsPage />;
}
