import { describe, expect, it } from "vitest";
import { type AdmissionFacts, inviteIsValid, judgeAdmission, parseSignUpRule } from "../../lib/auth/admission.ts";

const facts = (change: Partial<AdmissionFacts> = {}): AdmissionFacts => ({
  rule: { kind: "invite" },
  ownerEmail: undefined,
  verifiedEmails: ["eve@example.org"],
  hasOwner: true,
  invited: false,
  ...change,
});
const member = (by: string) => ({ admitted: true, role: "MEMBER", by });

describe("SIGN_UP", () => {
  it.each([
    ["open", { kind: "open" }],
    [" Invite ", { kind: "invite" }],
    ["domain:Example.org", { kind: "domain", domain: "example.org" }],
    ["everybody", { kind: "invite" }],
    ["domain:", { kind: "invite" }],
    ["", { kind: "invite" }],
  ])("reads %j, closed where in doubt", (value, rule) => {
    expect(parseSignUpRule(value)).toEqual(rule);
  });
});

describe("admission", () => {
  it("is for everybody where sign-up is open, even without a verified address", () => {
    expect(judgeAdmission(facts({ rule: { kind: "open" }, verifiedEmails: [] }))).toEqual(member("open"));
  });

  it("is for the invited alone where it takes an invite", () => {
    expect(judgeAdmission(facts())).toEqual({ admitted: false });
    expect(judgeAdmission(facts({ invited: true }))).toEqual(member("invite"));
  });

  it.each([
    ["eve@example.org", true],
    ["EVE@EXAMPLE.ORG", true],
    ["eve@sub.example.org", false],
    ["eve@example.org.evil.test", false],
    ["eve@notexample.org", false],
    ['"eve@example.org"@evil.test', false],
    ["example.org", false],
  ])("by domain: %s is %s", (email, admitted) => {
    const rule = { kind: "domain", domain: "example.org" } as const;
    expect(judgeAdmission(facts({ rule, verifiedEmails: [email] })).admitted).toBe(admitted);
  });

  it("makes the verified OWNER_EMAIL the owner of an empty installation, whatever SIGN_UP says", () => {
    const owner = { admitted: true, role: "OWNER", by: "ownerEmail" };
    for (const kind of ["open", "invite"] as const)
      expect(judgeAdmission(facts({ rule: { kind }, ownerEmail: "Eve@Example.org", hasOwner: false }))).toEqual(owner);
  });

  it("makes nobody owner once there has been one, nor by an unverified address, nor the first by chance", () => {
    expect(judgeAdmission(facts({ ownerEmail: "eve@example.org" }))).toEqual({ admitted: false });
    expect(judgeAdmission(facts({ ownerEmail: "eve@example.org", hasOwner: false, verifiedEmails: [] }))).toEqual({
      admitted: false,
    });
    expect(judgeAdmission(facts({ rule: { kind: "open" }, hasOwner: false }))).toEqual(member("open"));
  });
});

describe("an invite", () => {
  const now = new Date(1_000);
  const invite = { email: null, uses: 0, maxUses: null, expiresAt: null, revokedAt: null };
  const valid = (change: Partial<Parameters<typeof inviteIsValid>[0]>, verifiedEmails = ["eve@example.org"]) =>
    inviteIsValid({ ...invite, ...change }, { verifiedEmails, now });

  it("is valid until it is used up, over or revoked", () => {
    expect(valid({})).toBe(true);
    expect([valid({ maxUses: 2, uses: 1 }), valid({ maxUses: 2, uses: 2 })]).toEqual([true, false]);
    expect([valid({ expiresAt: new Date(1_001) }), valid({ expiresAt: now })]).toEqual([true, false]);
    expect(valid({ revokedAt: new Date(1) })).toBe(false);
  });

  it("to an address is for its verified holder", () => {
    expect(valid({ email: "Eve@example.org" })).toBe(true);
    expect(valid({ email: "bo@example.org" })).toBe(false);
    expect(valid({ email: "eve@example.org" }, [])).toBe(false);
  });
});
