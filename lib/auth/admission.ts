import type { SystemRole } from "../contract/roles.ts";

/** `SIGN_UP`: who may become a person of the workspace by signing in. */
export type SignUpRule = { kind: "open" } | { kind: "invite" } | { kind: "domain"; domain: string };

/** `open`, `invite` or `domain:example.org`. Anything else, which env.ts refuses, is as closed as can be. */
export function parseSignUpRule(value: string): SignUpRule {
  const domain = /^domain:([a-z0-9.-]+)$/.exec(value.trim().toLowerCase())?.[1];
  if (domain) return { kind: "domain", domain };
  return { kind: value.trim().toLowerCase() === "open" ? "open" : "invite" };
}

export type AdmissionFacts = {
  rule: SignUpRule;
  /** `OWNER_EMAIL`, where it is set. */
  ownerEmail: string | undefined;
  /** Addresses that Clerk has verified; any other is only a claim. */
  verifiedEmails: readonly string[];
  /** Whether there has ever been a system OWNER, gone or not: nobody becomes one by signing in a second time. */
  hasOwner: boolean;
  /** Whether a valid invite was shown, or is addressed to one of `verifiedEmails`. */
  invited: boolean;
};

export type Admission =
  | { admitted: true; role: SystemRole; by: "ownerEmail" | "open" | "domain" | "invite" }
  | { admitted: false };

/**
 * Who gets a row, and with which role (PERMISSIONS, Words). Only for people without one: it never changes the role of
 * somebody who is there. Pure.
 */
export function judgeAdmission({ rule, ownerEmail, verifiedEmails, hasOwner, invited }: AdmissionFacts): Admission {
  const emails = verifiedEmails.map((email) => email.toLowerCase());
  if (ownerEmail && !hasOwner && emails.includes(ownerEmail.toLowerCase()))
    return { admitted: true, role: "OWNER", by: "ownerEmail" };
  if (invited) return { admitted: true, role: "MEMBER", by: "invite" };
  if (rule.kind === "open") return { admitted: true, role: "MEMBER", by: "open" };
  if (rule.kind === "domain" && emails.some((email) => domainOf(email) === rule.domain))
    return { admitted: true, role: "MEMBER", by: "domain" };
  return { admitted: false };
}

export type InviteFacts = {
  email: string | null;
  uses: number;
  maxUses: number | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

/** Whether an invite still lets somebody with `verifiedEmails` in at `now`. */
export function inviteIsValid(
  invite: InviteFacts,
  { verifiedEmails, now }: { verifiedEmails: readonly string[]; now: Date },
): boolean {
  if (invite.revokedAt !== null) return false;
  if (invite.expiresAt !== null && invite.expiresAt <= now) return false;
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return false;
  const addressee = invite.email?.toLowerCase();
  return addressee === undefined || verifiedEmails.some((email) => email.toLowerCase() === addressee);
}

/** What stands after the last `@`: `"a@evil"@example.org` is at example.org. Null for what is no address. */
function domainOf(email: string): string | null {
  const at = email.lastIndexOf("@");
  return at < 1 ? null : email.slice(at + 1);
}
