import { v7 as uuidv7 } from "uuid";
import { admitPerson } from "../commands/admit-person.ts";
import { runSystem } from "../commands/run-system.ts";
import { AppError } from "../errors.ts";
import { processSlot } from "../process.ts";
import type { Identity } from "./authenticator.ts";
import { findClerkPerson } from "./clerk-users.ts";
import { signUpPolicy } from "./sign-up-policy.ts";

type Visit = { identity: Identity; address: string; inviteCode?: string | undefined };

/** A page asks many things at once; all of them wait for one admission. By Clerk user id. */
const underway = new Map<string, Promise<void>>();

/** How long a refusal is remembered, so that a page of requests costs one question to Clerk. */
const REFUSAL_MS = 3_000;
const REFUSALS_MAX = 1_000;
const refusals = new Map<string, { until: number; error: AppError }>();

/**
 * Makes the row of a signed-in person who has none, as webhooks may be late or lost: asks Clerk's Backend API who they
 * are, and the rules whether they may come in.
 * @throws AppError SIGN_UP_CLOSED, UNAUTHENTICATED (Clerk knows nobody by that id), RATE_LIMITED or UNAVAILABLE.
 */
export async function admitFirstVisit(visit: Visit): Promise<void> {
  const { clerkUserId } = visit.identity;
  // An invite in hand is a new question, whatever was answered before.
  if (visit.inviteCode !== undefined) return admit(visit);
  const refused = refusals.get(clerkUserId);
  if (refused && refused.until > Date.now()) throw refused.error;
  const joined = underway.get(clerkUserId) ?? admit(visit).finally(() => underway.delete(clerkUserId));
  underway.set(clerkUserId, joined);
  return joined;
}

async function admit({ identity, address, inviteCode }: Visit): Promise<void> {
  // A door that takes codes has counted already.
  if (inviteCode === undefined) await processSlot().limits.enforce("signUp", address);
  const person = await findClerkPerson(identity.clerkUserId);
  if (!person) throw new AppError("UNAUTHENTICATED", "This account no longer exists.");
  const admitted = await runSystem(
    async () => ({ userId: uuidv7(), locks: ["workspace"] }),
    async (context) => {
      const known = await context.tx.user.count({ where: { clerkId: person.clerkId } });
      if (known > 0) return true;
      const admission = await admitPerson(context, {
        person,
        userId: context.actor.userId,
        policy: signUpPolicy(),
        inviteCode,
      });
      return admission.admitted;
    },
  );
  if (admitted) return;
  if (inviteCode !== undefined)
    throw new AppError("GONE", "This invite is no longer valid, or it is for somebody else.");
  const error = new AppError("SIGN_UP_CLOSED", "This workspace is not open to everybody. Ask for an invite.");
  remember(identity.clerkUserId, error);
  throw error;
}

function remember(clerkUserId: string, error: AppError): void {
  if (refusals.size >= REFUSALS_MAX) refusals.clear();
  refusals.set(clerkUserId, { until: Date.now() + REFUSAL_MS, error });
}
