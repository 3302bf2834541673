import { ClerkProvider } from "@clerk/nextjs";
import type { ReactNode } from "react";
import { clerkAppearance } from "./clerk-appearance.ts";

type IdentityProviderProps = {
  children: ReactNode;
  /** Whether Clerk's own components come at once. They are heavy: only the pages that show one ask for it. */
  withClerkPages?: boolean;
};

/** Clerk for the pages below, with the nonce of the request and the product's look. */
export function IdentityProvider({ children, withClerkPages = false }: IdentityProviderProps) {
  return (
    <ClerkProvider
      dynamic
      appearance={clerkAppearance}
      prefetchUI={withClerkPages ? undefined : false}
      signInFallbackRedirectUrl="/"
      signUpFallbackRedirectUrl="/"
      afterSignOutUrl="/sign-in"
    >
      {children}
    </ClerkProvider>
  );
}
