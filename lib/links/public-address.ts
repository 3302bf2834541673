import { BlockList, isIP } from "node:net";

/** What IANA keeps for special purposes: this host and network, private, shared, link-local, examples, multicast, … */
const SPECIAL_V4 = `
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
  203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`;
/** Within what is global of IPv6: protocols, Teredo, 6to4, examples. IPv4-mapped, NAT64 and local ones are outside it. */
const SPECIAL_V6 = "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20";

const special = blockList(SPECIAL_V4, "ipv4", blockList(SPECIAL_V6, "ipv6"));
const globalV6 = blockList("2000::/3", "ipv6");

/**
 * Whether an address (IPv4 or IPv6, as text) is a host of the public internet: not this machine, its network, a cloud's
 * metadata service, or a way around that, such as an IPv4 address inside an IPv6 one. What is no address is not.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, "ipv4");
  return family === 6 && globalV6.check(address, "ipv6") && !special.check(address, "ipv6");
}

function blockList(ranges: string, family: "ipv4" | "ipv6", list = new BlockList()): BlockList {
  for (const range of ranges.trim().split(/\s+/)) {
    const [net = "", bits] = range.split("/");
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}
