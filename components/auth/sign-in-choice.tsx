import { AuthLink } from "./auth-card.tsx";

/** The two ways in for somebody who is not signed in, each leading back to `returnTo`. */
export function SignInChoice({ returnTo }: { returnTo: string }) {
  const query = new URLSearchParams({ redirect_url: returnTo });
  return (
    <div className="flex flex-col gap-2">
      <AuthLink href={`/sign-up?${query}`} look="primary">
        Create an account
      </AuthLink>
      <AuthLink href={`/sign-in?${query}`} look="secondary">
        I have an account
      </AuthLink>
    </div>
  );
}
