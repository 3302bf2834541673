import type { ReactNode } from "react";
import { BrandMark } from "../../components/auth/brand-mark.tsx";
import { ClerkPagesGuard } from "../../components/auth/clerk-pages-guard.tsx";
import { IdentityProvider } from "../../components/auth/identity-provider.tsx";

/** The pages before the workspace: one quiet column. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <IdentityProvider withClerkPages>
      <ClerkPagesGuard />
      <div className="grid min-h-dvh place-items-center bg-surface px-4 py-[max(2rem,env(safe-area-inset-top))]">
        <main className="flex w-full max-w-[26rem] flex-col gap-5">
          <div className="px-1">
            <BrandMark />
          </div>
          {children}
        </main>
      </div>
    </IdentityProvider>
  );
}
