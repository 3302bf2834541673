import type { Metadata } from "next";
import { ThreadsPage } from "../../../components/admin/threads/threads-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Threads" };

export default async function Threads() {
  await requireAdmin();
  return <ThreadsPage />;
}
