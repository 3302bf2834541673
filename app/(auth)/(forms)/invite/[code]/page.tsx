import type { Metadata } from "next";
import { AuthCard, AuthLink } from "../../../../../components/auth/auth-card.tsx";
import { LinkAction } from "../../../../../components/auth/link-action.tsx";
import { SignInChoice } from "../../../../../components/auth/sign-in-choice.tsx";
import { findInviteOffer } from "../../../../../lib/auth/link-offer.ts";
import { pageIdentity } from "../../../../../lib/auth/page-identity.ts";
import { linkSecret } from "../../../../../lib/contract/links.ts";

export const metadata: Metadata = { title: "Invite", referrer: "no-referrer" };

/** Where an invite's link leads: who invites, and the way in. */
export default async function InvitePage({ params }: { params: Promise<{ code: string }> }) {
  const code = linkSecret.safeParse((await params).code);
  const offer = code.success ? await findInviteOffer(code.data) : null;
  if (!code.success || !offer)
    return (
      <AuthCard title="This invite is no longer valid">
        <p>It was used up, it has run out, or somebody took it back. Ask for a new one.</p>
        <AuthLink href="/" look="secondary">
          To the workspace
        </AuthLink>
      </AuthCard>
    );
  const signedIn = (await pageIdentity()) !== null;
  return (
    <AuthCard title={`Join ${offer.workspace}`}>
      <p>
        {offer.invitedBy} invites you{offer.email ? `, at ${offer.email},` : ""} to talk here.
      </p>
      {signedIn ? (
        <LinkAction label="Join" action="/api/invites/accept" field="code" secret={code.data} />
      ) : (
        <SignInChoice returnTo={`/invite/${code.data}`} />
      )}
    </AuthCard>
  );
}
