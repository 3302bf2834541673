import { describe, expect, it } from "vitest";
import { clientAddressReader, limitKey } from "../../server/http/client-address.ts";
import { allowedHosts } from "../../server/http/hosts.ts";

function addressOf(trusted: string[], peer: string, forwarded?: string | string[]): string {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded as string };
  return clientAddressReader(trusted)({ socket: { remoteAddress: peer } as never, headers });
}

describe("whose request it is", () => {
  it("is the peer's, whatever the headers claim, where no proxy is trusted", () => {
    expect(addressOf([], "203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
    expect(addressOf([], "::ffff:203.0.113.7")).toBe("203.0.113.7");
  });

  it("is the first from the right that is no trusted proxy", () => {
    const trusted = ["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"];
    expect(addressOf(trusted, "127.0.0.1", "198.51.100.1, 10.1.2.3")).toBe("198.51.100.1");
    expect(addressOf(trusted, "::ffff:127.0.0.1", "9.9.9.9, 198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf(trusted, "2001:db8::1", "198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf(trusted, "203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
  });

  it("is a proxy's own where it forwards nothing of use", () => {
    expect(addressOf(["127.0.0.1"], "127.0.0.1")).toBe("127.0.0.1");
    expect(addressOf(["127.0.0.1"], "127.0.0.1", "unknown")).toBe("127.0.0.1");
    expect(addressOf(["127.0.0.1"], "127.0.0.1", "")).toBe("127.0.0.1");
  });

  it("counts an IPv6 subscriber by the /64 they have all of", () => {
    expect(limitKey("2001:db8:0:1:aaaa::1")).toBe(limitKey("2001:0db8:0000:0001:bbbb:1:2:3"));
    expect(limitKey("2001:db8:0:1::1")).not.toBe(limitKey("2001:db8:0:2::1"));
    expect(limitKey("::1")).toBe("0:0:0:0::/64");
    expect(limitKey("203.0.113.7")).toBe("203.0.113.7");
  });
});

describe("the names we go by", () => {
  it("are the address people open, and this machine's for a proxy on it", () => {
    expect([...allowedHosts({ appUrl: "http://localhost:3000", port: 3000 })]).toEqual(["localhost:3000"]);
    expect([...allowedHosts({ appUrl: "https://chat.example.org", port: 3000 })]).toEqual([
      "chat.example.org",
      "localhost:3000",
    ]);
  });
});
