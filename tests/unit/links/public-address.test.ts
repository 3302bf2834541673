import { expect, test } from "vitest";
import { isPublicAddress } from "../../../lib/links/public-address.ts";
import { publicNetwork } from "../../../lib/links/network.ts";

const INSIDE = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.0.1 169.254.169.254 169.254.0.1
  172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255
  198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
  :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:7f00:1 ::127.0.0.1 ::ffff:0:127.0.0.1
  64:ff9b::7f00:1 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1::1 2002:a00:1:: 3fff::1
  fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 5f00::1`;
const OUTSIDE = `
  1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.0.1 172.15.0.1
  172.32.0.1 192.167.0.1 192.169.0.1 198.17.0.1 198.20.0.1 223.255.255.255 2606:4700:4700::1111 2a00:1450:4001::200e`;
const words = (text: string) => text.trim().split(/\s+/);

test("what is of this machine, its network, or a way around that is not public", () => {
  for (const address of words(INSIDE)) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  for (const address of words(OUTSIDE)) expect([address, isPublicAddress(address)]).toEqual([address, true]);
  for (const none of [
    "",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "8.8.8.8:80",
    "[::1]",
    " 8.8.8.8",
  ])
    expect([none, isPublicAddress(none)]).toEqual([none, false]);
});

test("only the ports of the web, and of this machine only what a test excepts", () => {
  const network = publicNetwork(["127.0.0.1:8080"]);
  expect([80, 443, 8080, 22, 25, 6379].filter((port) => network.allows("8.8.8.8", port))).toEqual([80, 443]);
  expect([80, 443, 8080, 8081].filter((port) => network.allows("127.0.0.1", port))).toEqual([8080]);
  expect(network.allows("127.0.0.2", 8080)).toBe(false);
  expect(publicNetwork().allows("127.0.0.1", 8080)).toBe(false);
});
