import { UserProfile } from "@clerk/nextjs";
import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Brand } from "../../../../components/auth/brand.tsx";
import { requirePageIdentity } from "../../../../lib/auth/page-identity.ts";

export const metadata: Metadata = { title: "Account" };

/** Clerk's own profile: e-mail addresses, password, devices. A page of its own, so that its weight stays here. */
export default async function AccountPage() {
  await requirePageIdentity("/account");
  return (
    <div className="min-h-dvh bg-surface px-4 py-[max(1.5rem,env(safe-area-inset-top))]">
      <main className="mx-auto flex w-full max-w-[56rem] flex-col gap-5">
        <div className="flex items-center justify-between gap-3 px-1">
          <Brand />
          <Link
            href="/"
            className="inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-text-2 hover:bg-hover hover:text-text"
          >
            <ArrowLeft aria-hidden="true" className="size-4" /> Back to the workspace
          </Link>
        </div>
        <h1 className="sr-only">Account and security</h1>
        <UserProfile path="/account" />
      </main>
    </div>
  );
}
