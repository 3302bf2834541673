/** How a group of people is called in a message: `@designers`. */
export const GROUP_HANDLE = /^[a-z0-9][a-z0-9_-]{1,31}$/;
/** Handles that mean something already. */
export const RESERVED_HANDLES: readonly string[] = ["everyone", "here", "me", "all", "channel"];

/** Groups of a workspace, people of a group, and groups that one message may call. */
export const GROUPS_MAX = 200;
export const GROUP_MEMBERS_MAX = 100;
export const GROUPS_IN_MESSAGE_MAX = 5;
