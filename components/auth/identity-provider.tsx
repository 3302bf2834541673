import { ClerkProvider } from "@clerk/nextjs";
import type { ReactNode } from "react";
import { clerkAppearance } from "./clerk-appearance.ts";

/** Clerk with its own components, in the product's look: for the pages that show one. */
export function IdentityProvider({ children }: { children: ReactNode }) {
  return (
    <ClerkProvider
      dynamic
      appearance={clerkAppearance}
      signInFallbackRedirectUrl="/"
      signUpFallbackRedirectUrl="/"
      afterSignOutUrl="/sign-in"
    >
      {children}
    </ClerkProvider>
  );
}
