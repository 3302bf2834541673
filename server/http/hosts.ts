import { isLoopback } from "../../lib/env.ts";

/**
 * The `Host` headers that are ours. A page that got its own name to resolve to this machine (DNS rebinding) sends its
 * own, and is refused.
 */
export function allowedHosts({ appUrl, port }: { appUrl: string; port: number }): ReadonlySet<string> {
  const { host, hostname } = new URL(appUrl);
  const hosts = new Set([host]);
  // A proxy on this machine may talk to us by the address it forwards to.
  if (!isLoopback(hostname)) hosts.add(`localhost:${port}`);
  return hosts;
}
