import type { Metadata } from "next";
import { AuthCard, AuthLink } from "../../../../../components/auth/auth-card.tsx";
import { LinkAction } from "../../../../../components/auth/link-action.tsx";
import { SignInChoice } from "../../../../../components/auth/sign-in-choice.tsx";
import { isOwnerLink } from "../../../../../lib/auth/link-offer.ts";
import { pageIdentity } from "../../../../../lib/auth/page-identity.ts";
import { linkSecret } from "../../../../../lib/contract/links.ts";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

/** Where the link leads that the first start prints: its opener becomes OWNER. */
export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const token = linkSecret.safeParse((await params).token);
  if (!token.success || !(await isOwnerLink(token.data)))
    return (
      <AuthCard title="This link has been used">
        <p>It opens a new installation once. While there is no owner, each start of the server prints a fresh one.</p>
        <AuthLink href="/" look="secondary">
          To the workspace
        </AuthLink>
      </AuthCard>
    );
  const signedIn = (await pageIdentity()) !== null;
  return (
    <AuthCard title="This workspace is yours to open">
      <p>Whoever goes on from here owns it: they appoint admins and decide who may come in.</p>
      {signedIn ? (
        <LinkAction label="Become the owner" action="/api/workspace/claim" field="token" secret={token.data} />
      ) : (
        <SignInChoice returnTo={`/setup/${token.data}`} />
      )}
    </AuthCard>
  );
}
