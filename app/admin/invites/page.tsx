import type { Metadata } from "next";
import { InvitesPage } from "../../../components/admin/invites/invites-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Invites" };

export default async function Invites() {
  await requireAdmin();
  return <InvitesPage />;
}
