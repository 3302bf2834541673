import { z } from "zod";
import { invalidField, notFound } from "./api-error.ts";
import { passwordMatches } from "./passwords.ts";
import { startSession } from "./sessions.ts";
import { publicUserData, verificationView } from "./shapes.ts";
import type { StandIn } from "./stand-in.ts";
import { findByIdentifier, type LocalClient, localId, type LocalUser } from "./store.ts";

/** A sign-in in progress: one a browser, forgotten when the process ends. */
export type SignInAttempt = {
  id: string;
  status: "needs_identifier" | "needs_first_factor" | "complete";
  identifier: string | null;
  userId: string | null;
  sessionId: string | null;
};

const signInInput = z.object({
  identifier: z.string().max(320).optional(),
  password: z.string().max(1024).optional(),
});

/** Begins a sign-in, and finishes it where the password came along. */
export async function beginSignIn(standIn: StandIn, client: LocalClient, body: unknown, userAgent: string) {
  const attempt: SignInAttempt = {
    id: localId("sia"),
    status: "needs_identifier",
    identifier: null,
    userId: null,
    sessionId: null,
  };
  standIn.signIns.set(client.id, attempt);
  const input = signInInput.parse(body);
  if (input.identifier !== undefined) identify(standIn, attempt, input.identifier);
  if (input.password !== undefined && attempt.userId !== null)
    await enter(standIn, { client, attempt, password: input.password, userAgent });
  return signInView(standIn, attempt);
}

/** Answers the password question of a sign-in in progress. */
export async function attemptPassword(
  standIn: StandIn,
  client: LocalClient,
  id: string,
  body: unknown,
  userAgent: string,
) {
  const attempt = getSignIn(standIn, client, id);
  const input = signInInput.parse(body);
  if (input.identifier !== undefined) identify(standIn, attempt, input.identifier);
  if (input.password === undefined) throw invalidField("password", "form_param_nil", "Enter password.");
  if (attempt.userId === null) throw invalidField("identifier", "form_param_nil", "Enter email address or username.");
  await enter(standIn, { client, attempt, password: input.password, userAgent });
  return signInView(standIn, attempt);
}

/** @throws LocalClerkError 404 for another browser's sign-in, or one from before a restart. */
export function getSignIn(standIn: StandIn, client: LocalClient, id: string): SignInAttempt {
  const attempt = standIn.signIns.get(client.id);
  if (attempt?.id !== id) throw notFound("Sign-in not found");
  return attempt;
}

export function signInView(standIn: StandIn, attempt: SignInAttempt) {
  const user = attempt.userId === null ? undefined : standIn.store.read().users[attempt.userId];
  return {
    object: "sign_in",
    id: attempt.id,
    status: attempt.status,
    identifier: attempt.identifier,
    supported_identifiers: ["email_address", "username"],
    supported_first_factors: [{ strategy: "password" }],
    supported_second_factors: [],
    first_factor_verification: attempt.sessionId === null ? null : verificationView("password"),
    second_factor_verification: null,
    created_session_id: attempt.sessionId,
    user_data: user ? publicUserData(user) : null,
  };
}

function identify(standIn: StandIn, attempt: SignInAttempt, identifier: string): void {
  const user = findByIdentifier(standIn.store.read(), identifier);
  if (!user) throw invalidField("identifier", "form_identifier_not_found", "Couldn't find your account.");
  Object.assign(attempt, { identifier, userId: user.id, status: "needs_first_factor" });
}

async function enter(
  standIn: StandIn,
  {
    client,
    attempt,
    password,
    userAgent,
  }: { client: LocalClient; attempt: SignInAttempt; password: string; userAgent: string },
): Promise<void> {
  const user = await checkedUser(standIn, attempt.userId ?? "", password);
  attempt.sessionId = startSession(standIn, { clientId: client.id, userId: user.id, userAgent }).id;
  attempt.status = "complete";
}

/** The user whose password this is; limited, so that nobody tries them all. */
export async function checkedUser(
  standIn: StandIn,
  userId: string,
  password: string,
  field = "password",
): Promise<LocalUser> {
  const user = standIn.store.read().users[userId];
  if (!user) throw notFound("User not found");
  standIn.failures.check(user.email);
  // Counted before the slow comparison and taken back after a match, so that parallel guesses cannot slip past.
  const settle = standIn.failures.record(user.email);
  if (!(await passwordMatches(password, user.passwordHash)))
    throw invalidField(field, "form_password_incorrect", "Password is incorrect. Try again.");
  settle();
  if (user.banned) throw invalidField(field, "user_banned", "This account is banned.");
  return user;
}
