import { z } from "zod";
import { createAccount } from "./accounts.ts";
import { notFound } from "./api-error.ts";
import { startSession } from "./sessions.ts";
import type { StandIn } from "./stand-in.ts";
import { type LocalClient, localId } from "./store.ts";
import { userWebhook } from "./webhooks.ts";

/** What a sign-up must have before an account is made, in the order of the form. */
const REQUIRED_FIELDS = ["first_name", "last_name", "email_address", "password"] as const;

const signUpInput = z.object({
  first_name: z.string().max(100).optional(),
  last_name: z.string().max(100).optional(),
  email_address: z.string().max(320).optional(),
  username: z.string().max(100).optional(),
  password: z.string().max(1024).optional(),
});

/** A sign-up in progress: one a browser, forgotten when the process ends. */
export type SignUpAttempt = {
  id: string;
  fields: z.infer<typeof signUpInput>;
  userId: string | null;
  sessionId: string | null;
};

/** Begins a sign-up, or (with an `id`) adds to it; makes the account and signs in once nothing is missing. */
export async function continueSignUp(
  standIn: StandIn,
  client: LocalClient,
  { id, body, userAgent }: { id: string | null; body: unknown; userAgent: string },
) {
  const attempt =
    id === null ? { id: localId("sua"), fields: {}, userId: null, sessionId: null } : getSignUp(standIn, client, id);
  if (attempt.userId !== null) return signUpView(attempt);
  Object.assign(attempt.fields, signUpInput.parse(body));
  standIn.signUps.set(client.id, attempt);
  if (missingFields(attempt).length === 0) await complete(standIn, { client, attempt, userAgent });
  return signUpView(attempt);
}

/** @throws LocalClerkError 404 for another browser's sign-up, or one from before a restart. */
export function getSignUp(standIn: StandIn, client: LocalClient, id: string): SignUpAttempt {
  const attempt = standIn.signUps.get(client.id);
  if (attempt?.id !== id) throw notFound("Sign-up not found");
  return attempt;
}

export function signUpView(attempt: SignUpAttempt) {
  const { fields } = attempt;
  return {
    object: "sign_up",
    id: attempt.id,
    status: attempt.userId === null ? "missing_requirements" : "complete",
    required_fields: REQUIRED_FIELDS,
    optional_fields: ["username"],
    missing_fields: missingFields(attempt),
    unverified_fields: [],
    verifications: { email_address: null, phone_number: null, web3_wallet: null, external_account: null },
    username: fields.username ?? null,
    first_name: fields.first_name ?? null,
    last_name: fields.last_name ?? null,
    email_address: fields.email_address ?? null,
    phone_number: null,
    web3_wallet: null,
    external_account: null,
    external_account_strategy: null,
    has_password: Boolean(fields.password) || attempt.userId !== null,
    unsafe_metadata: {},
    created_session_id: attempt.sessionId,
    created_user_id: attempt.userId,
    abandon_at: null,
    legal_accepted_at: null,
    locale: null,
  };
}

async function complete(
  standIn: StandIn,
  { client, attempt, userAgent }: { client: LocalClient; attempt: SignUpAttempt; userAgent: string },
): Promise<void> {
  const { fields } = attempt;
  const user = await createAccount(standIn, {
    email: fields.email_address ?? "",
    password: fields.password ?? "",
    firstName: fields.first_name,
    lastName: fields.last_name,
    username: fields.username,
  });
  standIn.announce(userWebhook("user.created", user));
  attempt.userId = user.id;
  attempt.fields.password = undefined;
  attempt.sessionId = startSession(standIn, { clientId: client.id, userId: user.id, userAgent }).id;
}

function missingFields(attempt: SignUpAttempt): string[] {
  return attempt.userId === null ? REQUIRED_FIELDS.filter((field) => !attempt.fields[field]) : [];
}
