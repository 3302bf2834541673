import { z } from "zod";

/** Roles in the workspace, lowest first. They live in Postgres; the identity provider never writes them. */
export const SYSTEM_ROLES = ["MEMBER", "ADMIN", "OWNER"] as const;
export const systemRole = z.enum(SYSTEM_ROLES);
export type SystemRole = z.infer<typeof systemRole>;

/** Roles inside one thread, lowest first. No participant row means none of them. */
export const THREAD_ROLES = ["GUEST", "MEMBER", "MODERATOR", "OWNER"] as const;
export const threadRole = z.enum(THREAD_ROLES);
export type ThreadRole = z.infer<typeof threadRole>;

/** Only an ACTIVE account may do anything. */
export const ACCOUNT_STATUSES = ["ACTIVE", "SUSPENDED", "DELETED"] as const;
export const accountStatus = z.enum(ACCOUNT_STATUSES);
export type AccountStatus = z.infer<typeof accountStatus>;

/** A participant row is kept after leaving; only ACTIVE ones carry a role. */
export const PARTICIPANT_STATUSES = ["ACTIVE", "LEFT", "BANNED"] as const;
export const participantStatus = z.enum(PARTICIPANT_STATUSES);
export type ParticipantStatus = z.infer<typeof participantStatus>;

/** PUBLIC and PRIVATE threads have roles; GROUP_DM and DM have none and inherit nothing. */
export const THREAD_KINDS = ["PUBLIC", "PRIVATE", "GROUP_DM", "DM"] as const;
export const threadKind = z.enum(THREAD_KINDS);
export type ThreadKind = z.infer<typeof threadKind>;

/** LOCKED stops posting, ARCHIVED stops changes, DELETED can be restored for 30 days. */
export const THREAD_STATES = ["OPEN", "LOCKED", "ARCHIVED", "DELETED"] as const;
export const threadState = z.enum(THREAD_STATES);
export type ThreadState = z.infer<typeof threadState>;
