import type { ReactNode } from "react";
import { ClerkPagesGuard } from "../../components/auth/clerk-pages-guard.tsx";
import { IdentityProvider } from "../../components/auth/identity-provider.tsx";

/** The pages with Clerk's own components on them. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <IdentityProvider>
      <ClerkPagesGuard />
      {children}
    </IdentityProvider>
  );
}
