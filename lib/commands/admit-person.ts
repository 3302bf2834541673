import { createHash } from "node:crypto";
import {
  type Admission,
  type InviteFacts,
  inviteIsValid,
  judgeAdmission,
  parseSignUpRule,
  type SignUpRule,
} from "../auth/admission.ts";
import type { ClerkPerson } from "../auth/clerk-person.ts";
import type { Sql } from "../db.ts";
import { readWorkspaceSettings } from "../views/workspace-settings-view.ts";
import { freeUsername } from "./free-username.ts";
import type { SystemContext } from "./run-system.ts";

/** Who may come in: `SIGN_UP` and `OWNER_EMAIL`, handed in by the adapter. */
export type SignUpPolicy = { rule: SignUpRule; ownerEmail: string | undefined };

type InviteRow = InviteFacts & { id: string };

/**
 * Makes the row of a person who has none, where the rules admit them (PERMISSIONS, Words); `userId` is the row's id to
 * be. The caller holds the workspace lock, so that two first people cannot both become OWNER. An invite is used up only
 * where nothing else lets them in.
 */
export async function admitPerson(
  context: SystemContext,
  {
    person,
    userId,
    policy,
    inviteCode,
  }: { person: ClerkPerson; userId: string; policy: SignUpPolicy; inviteCode?: string | undefined },
): Promise<Admission> {
  const { sql, now } = context;
  const invite = await findInvite(sql, { person, inviteCode, now });
  const rule = await signUpRule(sql, policy.rule);
  const facts = { ...policy, rule, verifiedEmails: person.verifiedEmails, hasOwner: await hasOwner(sql) };
  const admission = judgeAdmission({ ...facts, invited: invite !== null });
  if (!admission.admitted) return admission;
  await createUser(context, { person, userId, role: admission.role });
  if (invite && admission.by === "invite") await spendInvite(sql, invite.id);
  return admission;
}

/** As the workspace is set, else as the environment says. Read under the workspace lock. */
async function signUpRule(sql: Sql, fallback: SignUpRule): Promise<SignUpRule> {
  const [row] = await sql.rows<{ signUp: string | null }>(`SELECT "signUp" FROM "Workspace" WHERE id = 1`, []);
  return row?.signUp ? parseSignUpRule(row.signUp) : fallback;
}

/** Inserts the row itself, and takes over the sessions that were heard of before it. */
export async function createUser(
  { tx, sql }: SystemContext,
  { person, userId, role }: { person: ClerkPerson; userId: string; role: "OWNER" | "ADMIN" | "MEMBER" },
): Promise<void> {
  await tx.user.create({
    data: {
      id: userId,
      clerkId: person.clerkId,
      email: person.email,
      username: await freeUsername(sql, { username: person.username, userId }),
      displayName: person.name,
      clerkName: person.name,
      avatarUrl: person.avatarUrl,
      clerkUpdatedAt: person.updatedAt,
      role,
    },
  });
  await startPreference({ tx, sql }, userId);
  await sql.rows(`UPDATE "Session" SET "userId" = $1::uuid WHERE "clerkUserId" = $2 AND "userId" IS NULL`, [
    userId,
    person.clerkId,
  ]);
}

/** What new people start with, where the workspace says other than the product. */
async function startPreference({ tx, sql }: Pick<SystemContext, "tx" | "sql">, userId: string): Promise<void> {
  const { preference } = await readWorkspaceSettings(sql);
  if (Object.keys(preference).length > 0) await tx.userPreference.create({ data: { userId, ...preference } });
}

/** Whether there has ever been a system OWNER; a tombstone counts (PERMISSIONS, invariant 1). */
export async function hasOwner(sql: Sql): Promise<boolean> {
  return (await sql.rows(`SELECT 1 FROM "User" WHERE role = 'OWNER' LIMIT 1`, [])).length > 0;
}

/** What is stored of a secret in a link. sha-256, hex. */
export function hashLinkSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The invite of the code that was shown, or one addressed to the person; null where none is valid. */
async function findInvite(
  sql: Sql,
  { person, inviteCode, now }: { person: ClerkPerson; inviteCode: string | undefined; now: Date },
): Promise<InviteRow | null> {
  const { verifiedEmails } = person;
  const rows = await sql.rows<InviteRow>(INVITES, [inviteCode ? hashLinkSecret(inviteCode) : null, verifiedEmails]);
  return rows.find((invite) => inviteIsValid(invite, { verifiedEmails, now })) ?? null;
}

const INVITES = `
  SELECT id, email, uses, "maxUses", "expiresAt", "revokedAt" FROM "Invite"
   WHERE "codeHash" = $1 OR ("revokedAt" IS NULL AND lower(email) = ANY ($2::text[]))
   ORDER BY "codeHash" = $1 DESC NULLS LAST, "createdAt" LIMIT 50 FOR UPDATE`;

async function spendInvite(sql: Sql, inviteId: string): Promise<void> {
  await sql.rows(`UPDATE "Invite" SET uses = uses + 1 WHERE id = $1::uuid`, [inviteId]);
}
