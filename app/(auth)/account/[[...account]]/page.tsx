import { UserProfile } from "@clerk/nextjs";
import type { Metadata } from "next";
import { requirePageIdentity } from "../../../../lib/auth/page-identity.ts";

export const metadata: Metadata = { title: "Account" };

/** Clerk's own profile: e-mail addresses, password, devices. A page of its own, so that its weight stays here. */
export default async function AccountPage() {
  await requirePageIdentity("/account");
  return <UserProfile path="/account" />;
}
