import type { ReactNode } from "react";
import { AdminShell } from "../../components/admin/admin-shell.tsx";
import { Queries } from "../../components/chat/queries.tsx";
import { SignedIn } from "../../components/shell/signed-in.tsx";
import { authMode } from "../../lib/auth/mode.ts";
import { doorAddresses } from "../../lib/contract/door-addresses.ts";
import { getHome } from "../../lib/queries/get-home.ts";
import { queryObject } from "../../lib/queries/query.ts";
import { ClerkScript } from "../clerk-script.tsx";
import { requireAdmin } from "./require-admin.ts";

/** The admin page's own shell. Each page below asks again: a layout is not drawn anew when one goes from page to page. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireAdmin();
  const home = await queryObject(getHome, { actor, raw: {} });
  return (
    <>
      <ClerkScript />
      <SignedIn home={home} doors={doorAddresses}>
        <AdminShell localIdentity={authMode(process.env) === "local"}>
          <Queries>{children}</Queries>
        </AdminShell>
      </SignedIn>
    </>
  );
}
