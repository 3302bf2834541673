import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { authenticateHeaders, type Identity } from "./authenticate.ts";

/** Who is looking at the page being rendered, or null. */
export async function pageIdentity(): Promise<Identity | null> {
  return authenticateHeaders(await headers());
}

/** Who is looking at the page, or a redirect to the sign-in page that leads back to `returnTo` (a path of ours). */
export async function requirePageIdentity(returnTo: string): Promise<Identity> {
  const identity = await pageIdentity();
  return identity ?? redirect(`/sign-in?${new URLSearchParams({ redirect_url: returnTo })}`);
}
