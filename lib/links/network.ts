import { Resolver } from "node:dns/promises";
import { isPublicAddress } from "./public-address.ts";

/** What the fetcher of links may see of the network. */
export type Network = {
  /** All addresses of a name; none where it has none. Throws where nobody could say. */
  resolve(host: string): Promise<string[]>;
  /** Whether a connection may be made to this address (as text) and port. */
  allows(address: string, port: number): boolean;
};

const PORTS = new Set([80, 443]);

const isNoSuchName = (error: unknown) => ["ENOTFOUND", "ENODATA"].includes((error as NodeJS.ErrnoException).code ?? "");

/**
 * The public internet, by the ports of the web. Names are asked of DNS alone, so that what the host's own files call
 * something else is not found. `exceptions` are `address:port`, for tests on one machine.
 */
export function publicNetwork(exceptions: readonly string[] = []): Network {
  const excepted = new Set(exceptions);
  return {
    async resolve(host) {
      const resolver = new Resolver({ timeout: 2_000, tries: 2 });
      const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
      const addresses = found.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
      const failed = found.find((answer) => answer.status === "rejected" && !isNoSuchName(answer.reason));
      if (addresses.length === 0 && failed) throw new Error("The link's host could not be resolved.");
      return addresses;
    },
    allows: (address, port) => excepted.has(`${address}:${port}`) || (PORTS.has(port) && isPublicAddress(address)),
  };
}
