"use client";

import { useClerk } from "@clerk/nextjs";
import { useCallback } from "react";

/**
 * Ends this browser's session and goes to the sign-in page by a full page load: nothing of the person stays in memory,
 * and Clerk comes back with the components that the workspace does without.
 */
export function useSignOut(): () => Promise<void> {
  const { signOut } = useClerk();
  // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- a page load, on purpose: see above.
  return useCallback(() => signOut(() => window.location.assign("/sign-in")), [signOut]);
}
