import { SignIn } from "@clerk/nextjs";
import type { Metadata } from "next";
import { CastSignIn } from "../../../../../components/auth/cast-sign-in.tsx";
import { ClerkFormPlace } from "../../../../../components/auth/clerk-form-place.tsx";
import { LOCAL_CAST, LOCAL_CAST_PASSWORD } from "../../../../../lib/auth/local-cast.ts";
import { authMode } from "../../../../../lib/auth/mode.ts";
import { ownPath } from "../../../../../lib/auth/own-path.ts";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { redirect_url: target } = await searchParams;
  return (
    <>
      <ClerkFormPlace fields={1}>
        <SignIn path="/sign-in" signUpUrl="/sign-up" fallbackRedirectUrl="/" />
      </ClerkFormPlace>
      {authMode(process.env) === "local" && (
        <CastSignIn
          cast={LOCAL_CAST.map(({ clerkId, email, firstName, lastName, part }) => ({
            clerkId,
            email,
            name: `${firstName} ${lastName}`,
            part,
          }))}
          password={LOCAL_CAST_PASSWORD}
          returnTo={ownPath(target)}
        />
      )}
    </>
  );
}
