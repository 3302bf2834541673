/**
 * A Clerk publishable key is `pk_test_` or `pk_live_` followed by the base64 of `<frontend API host>$`.
 * The local stand-in uses a host under `.invalid`, which never resolves (RFC 2606), so a request that
 * escapes the same-origin proxy fails instead of reaching a stranger.
 */
const LOCAL_HOST_SUFFIX = ".local-dev.invalid";

/** The Frontend API host inside `publishableKey`, or null when the key is malformed. */
export function frontendApiHost(publishableKey: string): string | null {
  const encoded = /^pk_(?:test|live)_([A-Za-z0-9+/=]+)$/.exec(publishableKey)?.[1];
  if (!encoded) return null;
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  return /^([a-z0-9.-]+)\$$/i.exec(decoded)?.[1] ?? null;
}

/** The publishable key of the local stand-in of one checkout; `checkoutHash` keeps cookies of two checkouts apart. */
export function localPublishableKey(checkoutHash: string): string {
  return `pk_test_${Buffer.from(`clerk-${checkoutHash}${LOCAL_HOST_SUFFIX}$`).toString("base64")}`;
}

/** True when `publishableKey` belongs to a local stand-in, of this or any other checkout. */
export function isLocalPublishableKey(publishableKey: string): boolean {
  return frontendApiHost(publishableKey)?.endsWith(LOCAL_HOST_SUFFIX) ?? false;
}
