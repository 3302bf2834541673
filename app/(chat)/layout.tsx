import type { ReactNode } from "react";
import { NotAdmitted } from "../../components/shell/not-admitted.tsx";
import { Shell } from "../../components/shell/shell.tsx";
import { SignedIn } from "../../components/shell/signed-in.tsx";
import { authMode } from "../../lib/auth/mode.ts";
import { doorAddresses } from "../../lib/contract/door-addresses.ts";
import { getHome } from "../../lib/queries/get-home.ts";
import { queryObject } from "../../lib/queries/query.ts";
import { ClerkScript } from "../clerk-script.tsx";
import { pageViewer } from "./page-actor.ts";

/** The signed-in shell, with all that its first paint needs. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const viewer = await pageViewer();
  if ("refused" in viewer)
    return (
      <>
        <ClerkScript />
        <NotAdmitted code={viewer.refused} />
      </>
    );
  const home = await queryObject(getHome, { actor: viewer.actor, raw: {} });
  return (
    <>
      <ClerkScript />
      <SignedIn home={home} doors={doorAddresses}>
        <Shell localIdentity={authMode(process.env) === "local"}>{children}</Shell>
      </SignedIn>
    </>
  );
}
