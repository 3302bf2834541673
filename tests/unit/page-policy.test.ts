import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, SECURITY_HEADERS } from "../../lib/security-headers.ts";

const local = {
  nonce: "bm9uY2U=",
  origin: "http://localhost:3000",
  development: false,
  mode: "local",
  clerkHost: "clerk-x.local-dev.invalid",
} as const;
const clerk = { ...local, origin: "https://chat.example.org", mode: "clerk", clerkHost: "clerk.example.org" } as const;

function sources(policy: string, name: string): string[] {
  const directive = policy.split("; ").find((part) => part.startsWith(`${name} `));
  return directive?.split(" ").slice(1) ?? [];
}

describe("the page policy", () => {
  it("lets only scripts with the nonce run, and what they load", () => {
    const scripts = sources(contentSecurityPolicy(local), "script-src");
    expect(scripts).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]);
  });

  it("allows evaluating strings in development only", () => {
    expect(sources(contentSecurityPolicy({ ...local, development: true }), "script-src")).toContain("'unsafe-eval'");
    expect(contentSecurityPolicy(clerk)).not.toContain("unsafe-eval");
  });

  it("names no other host under local identity", () => {
    expect(contentSecurityPolicy(local)).not.toMatch(/https?:\/\//);
    expect(contentSecurityPolicy(local)).not.toContain("invalid");
  });

  it("names Clerk's hosts where Clerk signs people in", () => {
    const policy = contentSecurityPolicy(clerk);
    expect(sources(policy, "connect-src")).toEqual(["'self'", "wss://chat.example.org", "https://clerk.example.org"]);
    expect(sources(policy, "img-src")).toContain("https://img.clerk.com");
    expect(sources(policy, "frame-src")).toEqual(["https://challenges.cloudflare.com"]);
  });

  it("connects to its own socket and nothing else", () => {
    expect(sources(contentSecurityPolicy(local), "connect-src")).toEqual(["'self'", "ws://localhost:3000"]);
  });

  it.each(["object-src", "base-uri", "frame-ancestors"])("closes %s", (name) => {
    for (const settings of [local, clerk]) expect(sources(contentSecurityPolicy(settings), name)).toEqual(["'none'"]);
  });

  it("is sent with headers against sniffing, framing and foreign openers", () => {
    expect(Object.fromEntries(SECURITY_HEADERS)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
    });
  });
});
