import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";

export type AddressReader = (request: Pick<IncomingMessage, "socket" | "headers">) => string;

/**
 * Says whose request it is. `X-Forwarded-For` is believed only as far as each hop is one of `trusted` (addresses or
 * ranges): read from the right, the first address that is no trusted proxy is the client.
 */
export function clientAddressReader(trusted: readonly string[]): AddressReader {
  const proxies = new BlockList();
  for (const range of trusted) {
    const [address = "", bits] = range.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const isProxy = (address: string) => isIP(address) > 0 && proxies.check(address, isIPv6(address) ? "ipv6" : "ipv4");

  return ({ socket, headers }) => {
    let client = plain(socket.remoteAddress ?? "unknown");
    if (trusted.length === 0) return client;
    const hops = [headers["x-forwarded-for"] ?? []]
      .flat()
      .join(",")
      .split(",")
      .map((hop) => plain(hop.trim()));
    while (isProxy(client)) {
      const hop = hops.pop();
      if (hop === undefined || isIP(hop) === 0) break;
      client = hop;
    }
    return client;
  };
}

/** An IPv4 address in IPv6 clothes as itself. */
function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

/** What an address is counted by: an IPv6 subscriber owns a whole /64. */
export function limitKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter((group) => group !== "");
  const right = (tail ?? "").split(":").filter((group) => group !== "");
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
