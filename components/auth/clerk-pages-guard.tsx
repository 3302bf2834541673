"use client";

import { useClerk } from "@clerk/nextjs";
import { useEffect } from "react";

/**
 * Clerk loads its components with its script or not at all. Whoever comes here from the workspace without a page load
 * (signed out there, say) has Clerk without them: loading the page again brings them.
 */
export function ClerkPagesGuard() {
  const clerk = useClerk();
  const incomplete = clerk.loaded && !clerk.uiVersion;
  useEffect(() => {
    if (incomplete) window.location.reload();
  }, [incomplete]);
  return null;
}
