import { z } from "zod";
import { invalidField, notFound } from "./api-error.ts";
import { hashPassword } from "./passwords.ts";
import { endSession } from "./sessions.ts";
import type { StandIn } from "./stand-in.ts";
import { findByIdentifier, localId, type LocalUser } from "./store.ts";
import { userDeletedWebhook, userWebhook } from "./webhooks.ts";

const MIN_PASSWORD = 8;
/** A longer one only costs time to hash. */
const MAX_PASSWORD = 72;

export type NewAccount = {
  email: string;
  password: string;
  firstName?: string | null;
  lastName?: string | null;
  username?: string | null;
  unsafeMetadata?: Record<string, unknown>;
  /** A fixed id for seeded people; made up otherwise. */
  id?: string;
};

export type AccountChange = {
  firstName?: string | null;
  lastName?: string | null;
  username?: string | null;
  publicMetadata?: Record<string, unknown>;
  privateMetadata?: Record<string, unknown>;
  unsafeMetadata?: Record<string, unknown>;
  externalId?: string | null;
};

/**
 * Makes an account.
 * @throws LocalClerkError 422 where a field is malformed or taken.
 */
export async function createAccount(standIn: StandIn, account: NewAccount): Promise<LocalUser> {
  const email = checkEmail(account.email);
  const username = checkUsername(account.username);
  checkPassword(account.password, "password");
  const passwordHash = await hashPassword(account.password);
  const now = Date.now();
  const user: LocalUser = {
    id: account.id ?? localId("user"),
    email,
    emailId: localId("idn"),
    username,
    firstName: account.firstName?.trim() || null,
    lastName: account.lastName?.trim() || null,
    passwordHash,
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: account.unsafeMetadata ?? {},
    externalId: null,
    banned: false,
    lastSignInAt: null,
    createdAt: now,
    updatedAt: now,
  };
  standIn.store.change((data) => {
    // Asked here and not before hashing: hashing takes time, and another sign-up may have taken the name meanwhile.
    if (findByIdentifier(data, email))
      throw invalidField("email_address", "form_identifier_exists", "That email address is taken. Please try another.");
    if (username && findByIdentifier(data, username)) throw usernameTaken();
    data.users[user.id] = user;
  });
  return user;
}

/** Changes what is given and announces it. An empty string clears a name. */
export function updateAccount(standIn: StandIn, userId: string, change: AccountChange): LocalUser {
  const username = change.username === undefined ? undefined : checkUsername(change.username);
  const user = standIn.store.change((data) => {
    const found = requireUser(data.users, userId);
    if (username && username !== found.username && findByIdentifier(data, username)) throw usernameTaken();
    if (username !== undefined) found.username = username;
    if (change.firstName !== undefined) found.firstName = change.firstName?.trim() || null;
    if (change.lastName !== undefined) found.lastName = change.lastName?.trim() || null;
    if (change.externalId !== undefined) found.externalId = change.externalId;
    Object.assign(found.publicMetadata, change.publicMetadata);
    Object.assign(found.privateMetadata, change.privateMetadata);
    Object.assign(found.unsafeMetadata, change.unsafeMetadata);
    touchUser(found);
    return found;
  });
  standIn.announce(userWebhook("user.updated", user));
  return user;
}

/** Replaces the password. */
export async function changePassword(standIn: StandIn, userId: string, password: string): Promise<LocalUser> {
  checkPassword(password, "new_password");
  const passwordHash = await hashPassword(password);
  const user = standIn.store.change((data) => {
    const found = requireUser(data.users, userId);
    found.passwordHash = passwordHash;
    touchUser(found);
    return found;
  });
  standIn.announce(userWebhook("user.updated", user));
  return user;
}

/** Deletes the account and ends its sessions. */
export function deleteAccount(standIn: StandIn, userId: string): void {
  const user = requireUser(standIn.store.read().users, userId);
  for (const session of Object.values(standIn.store.read().sessions))
    if (session.userId === userId && session.status === "active") endSession(standIn, session.id, "removed");
  standIn.store.change((data) => {
    for (const session of Object.values(data.sessions)) if (session.userId === userId) delete data.sessions[session.id];
    delete data.users[userId];
  });
  standIn.announce(userDeletedWebhook(user));
}

function requireUser(users: Record<string, LocalUser>, id: string): LocalUser {
  const user = users[id];
  if (!user) throw notFound("User not found");
  return user;
}

/** Later than every earlier change, even within one millisecond: receivers drop what is not newer. */
function touchUser(user: LocalUser): void {
  user.updatedAt = Math.max(Date.now(), user.updatedAt + 1);
}

function checkEmail(email: string): string {
  const checked = z.email().max(254).safeParse(email.trim().toLowerCase());
  if (!checked.success)
    throw invalidField("email_address", "form_param_format_invalid", "Email address must be a valid email address.");
  return checked.data;
}

function checkUsername(username: string | null | undefined): string | null {
  const wanted = username?.trim().toLowerCase();
  if (!wanted) return null;
  if (!/^[a-z0-9_-]{2,64}$/.test(wanted))
    throw invalidField(
      "username",
      "form_username_invalid_character",
      "A user name has 2 to 64 letters, digits, hyphens or underscores.",
    );
  return wanted;
}

function checkPassword(password: string, field: string): void {
  if (password.length < MIN_PASSWORD)
    throw invalidField(
      field,
      "form_password_length_too_short",
      `Passwords must be ${MIN_PASSWORD} characters or more.`,
    );
  if (password.length > MAX_PASSWORD)
    throw invalidField(field, "form_password_length_too_long", `Passwords must be ${MAX_PASSWORD} characters or less.`);
}

function usernameTaken() {
  return invalidField("username", "form_identifier_exists", "That username is taken. Please try another.");
}
