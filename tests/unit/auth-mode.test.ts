import { describe, expect, it } from "vitest";
import { authMode, type Environment, judgeAuthMode } from "../../lib/auth/mode.ts";
import { isLocalPublishableKey, localPublishableKey } from "../../lib/auth/publishable-key.ts";

const REAL = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${Buffer.from("clerk.example.org$").toString("base64")}`,
  CLERK_SECRET_KEY: "sk_live_abc",
};
const LOCAL = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: localPublishableKey("abc123"), CLERK_SECRET_KEY: "sk_test_abc" };
const OVERRIDE = { ALLOW_INSECURE_LOCAL_AUTH: "yes-only-on-this-machine" };
const production = (env: Environment): Environment => ({ ...env, NODE_ENV: "production" });

describe("the identity mode", () => {
  it("is local without keys in development, and Clerk with both", () => {
    expect(authMode({ NODE_ENV: "development" })).toBe("local");
    expect(authMode({ NODE_ENV: "development", ...REAL })).toBe("clerk");
    expect(authMode(production(REAL))).toBe("clerk");
  });

  it("stays local once the stand-in's keys are in the environment", () => {
    expect(authMode({ NODE_ENV: "development", ...LOCAL })).toBe("local");
    expect(isLocalPublishableKey(LOCAL.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY)).toBe(true);
    expect(isLocalPublishableKey(REAL.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY)).toBe(false);
  });

  it("refuses production without keys, and says what to set", () => {
    expect(() => authMode(production({}))).toThrow(/NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY/);
    expect(() => authMode(production({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: " ", CLERK_SECRET_KEY: "" }))).toThrow(
      /No Clerk keys/,
    );
  });

  it.each([
    ["CLERK_SECRET_KEY", "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"],
    ["NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY", "CLERK_SECRET_KEY"],
  ] as const)("refuses %s without %s, in development too", (present, missing) => {
    for (const NODE_ENV of ["development", "production"])
      expect(() => authMode({ NODE_ENV, [present]: REAL[present] })).toThrow(`${present} is set but ${missing} is not`);
  });

  it("refuses the stand-in's key in production, whatever the secret", () => {
    expect(() => authMode(production(LOCAL))).toThrow(/local identity stand-in/);
    expect(() => authMode(production({ ...LOCAL, CLERK_SECRET_KEY: REAL.CLERK_SECRET_KEY }))).toThrow(/stand-in/);
  });

  it("gives way to the exact override only", () => {
    expect(authMode(production(OVERRIDE))).toBe("local");
    expect(authMode(production({ ...LOCAL, ...OVERRIDE }))).toBe("local");
    for (const value of ["1", "true", "yes", "YES-ONLY-ON-THIS-MACHINE"])
      expect(() => authMode(production({ ALLOW_INSECURE_LOCAL_AUTH: value }))).toThrow(/must be exactly/);
  });

  it("cannot be overridden into half a pair", () => {
    expect(() => authMode(production({ ...OVERRIDE, CLERK_SECRET_KEY: REAL.CLERK_SECRET_KEY }))).toThrow(/set both/);
  });

  it("names every problem of Clerk's keys at once", () => {
    const { problems } = judgeAuthMode({
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: "pk_live_???",
      CLERK_SECRET_KEY: "nonsense",
      CLERK_API_URL: "http://localhost:3000/__clerk_local/bapi",
      NEXT_PUBLIC_CLERK_PROXY_URL: "/__clerk_local",
    });
    expect(problems).toHaveLength(4);
    expect(judgeAuthMode({ ...REAL, CLERK_SECRET_KEY: "sk_test_x" }).problems).toEqual([
      expect.stringContaining("different instances"),
    ]);
  });
});
