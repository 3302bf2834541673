import { z } from "zod";

export const SYSTEM_ROLES = ["OWNER", "ADMIN", "MEMBER"] as const;
export const ACCOUNT_STATUSES = ["ACTIVE", "SUSPENDED", "DELETED"] as const;
export const THREAD_KINDS = ["PUBLIC", "PRIVATE", "GROUP_DM", "DM"] as const;
export const THREAD_ROLES = ["OWNER", "MODERATOR", "MEMBER", "GUEST"] as const;
export const PARTICIPANT_STATUSES = ["ACTIVE", "LEFT", "BANNED"] as const;
export const THREAD_STATES = ["OPEN", "LOCKED", "ARCHIVED", "DELETED"] as const;

export const systemRole = z.enum(SYSTEM_ROLES);
export const accountStatus = z.enum(ACCOUNT_STATUSES);
export const threadKind = z.enum(THREAD_KINDS);
export const threadRole = z.enum(THREAD_ROLES);
export const participantStatus = z.enum(PARTICIPANT_STATUSES);
export const threadState = z.enum(THREAD_STATES);

export type SystemRole = z.infer<typeof systemRole>;
export type AccountStatus = z.infer<typeof accountStatus>;
export type ThreadKind = z.infer<typeof threadKind>;
export type ThreadRole = z.infer<typeof threadRole>;
export type ParticipantStatus = z.infer<typeof participantStatus>;
export type ThreadState = z.infer<typeof threadState>;
