import { LOCAL_CLERK_PATH } from "../../../lib/auth/mode.ts";
import type { LocalClerkKeys } from "./keys.ts";
import { type LocalClient, type LocalData, type LocalSession, type LocalUser, liveSessions, localId } from "./store.ts";
import { factorAge, sessionToken } from "./tokens.ts";

/** What a view of a client or session is made for: whose keys sign its token, and for which origin. */
export type Audience = {
  keys: LocalClerkKeys;
  origin: string;
};

/** A user as the Frontend API shows them to themself. */
export function userView(user: LocalUser) {
  return {
    object: "user",
    id: user.id,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: imageUrl(user),
    profile_image_url: "",
    has_image: false,
    primary_email_address_id: user.emailId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    password_enabled: true,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    external_id: user.externalId,
    email_addresses: [
      {
        object: "email_address",
        id: user.emailId,
        email_address: user.email,
        reserved: false,
        linked_to: [],
        matches_sso_connection: false,
        verification: verificationView("admin"),
        created_at: user.createdAt,
        updated_at: user.updatedAt,
      },
    ],
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    saml_accounts: [],
    passkeys: [],
    organization_memberships: [],
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    last_sign_in_at: user.lastSignInAt,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    legal_accepted_at: null,
    create_organization_enabled: false,
    create_organizations_limit: null,
    delete_self_enabled: true,
  };
}

/** A user as the Backend API and webhooks show them. */
export function backendUserView(user: LocalUser) {
  return {
    ...userView(user),
    private_metadata: user.privateMetadata,
    banned: user.banned,
    locked: false,
    last_active_at: user.lastSignInAt,
  };
}

/** A session without anything that could be used to act as its user. */
export function sessionView(session: LocalSession) {
  return {
    object: "session",
    id: session.id,
    client_id: session.clientId,
    user_id: session.userId,
    status: session.status,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
    expire_at: session.expireAt,
    abandon_at: session.expireAt,
    last_active_at: session.updatedAt,
    last_active_organization_id: null,
    actor: null,
    tasks: [],
    factor_verification_age: factorAge(session),
  };
}

/** A session as its own browser sees it: with the user and a fresh token. */
export function ownSessionView(session: LocalSession, user: LocalUser, audience: Audience) {
  return {
    ...sessionView(session),
    last_active_token: { object: "token", jwt: sessionToken(audience.keys, session, audience.origin) },
    user: userView(user),
    public_user_data: { ...publicUserData(user), identifier: user.email, user_id: user.id },
  };
}

/** A browser with its live sessions. The attempts in progress are views of sign-in and sign-up, or null. */
export function clientView(
  data: LocalData,
  client: LocalClient,
  audience: Audience & { signIn: object | null; signUp: object | null },
) {
  const sessions = liveSessions(data, client.id).flatMap((session) => {
    const user = data.users[session.userId];
    return user ? [ownSessionView(session, user, audience)] : [];
  });
  const last = sessions.find((session) => session.id === client.lastSessionId) ?? sessions.at(-1);
  return {
    object: "client",
    id: client.id,
    sessions,
    sign_in: audience.signIn,
    sign_up: audience.signUp,
    last_active_session_id: last?.id ?? null,
    captcha_bypass: true,
    last_authentication_strategy: null,
    cookie_expires_at: null,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}

/** A verification that has happened. Nothing is ever sent by mail here, so an address counts as verified. */
export function verificationView(strategy: "admin" | "password") {
  return {
    object: "verification",
    id: localId("ver"),
    status: "verified",
    strategy,
    attempts: null,
    expire_at: null,
    error: null,
  };
}

/** What may be shown of a user before they have signed in. */
export function publicUserData(user: LocalUser) {
  return { first_name: user.firstName, last_name: user.lastName, image_url: imageUrl(user), has_image: false };
}

function imageUrl(user: LocalUser): string {
  return `${LOCAL_CLERK_PATH}/avatar/${user.id}.svg`;
}
