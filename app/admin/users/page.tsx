import type { Metadata } from "next";
import { UsersPage } from "../../../components/admin/users/users-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Users" };

export default async function Users() {
  await requireAdmin();
  return <UsersPage />;
}
