import { redirect } from "next/navigation";
import { requireAdmin } from "./require-admin.ts";

export default async function Admin() {
  await requireAdmin();
  redirect("/admin/users");
}
