/**
 * Every error code there is, with its HTTP status. The set is closed: clients switch on codes, never on text,
 * and a code never changes its meaning.
 */
export const ERROR_STATUS = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  SIGN_UP_CLOSED: 403,
  ORIGIN: 403,
  FORBIDDEN: 403,
  RANK: 403,
  SELF: 403,
  JOIN_FIRST: 403,
  ACCOUNT_SUSPENDED: 403,
  THREAD_BANNED: 403,
  THREAD_LOCKED: 403,
  THREAD_ARCHIVED: 403,
  THREAD_DELETED: 403,
  ANNOUNCEMENT_ONLY: 403,
  TIMED_OUT: 403,
  PERSON_UNAVAILABLE: 403,
  EDIT_WINDOW_CLOSED: 403,
  /** A file that was found infected, or could not be judged. */
  FILE_REFUSED: 403,
  NOT_FOUND: 404,
  METHOD: 405,
  CONFLICT: 409,
  STALE: 409,
  LAST_OWNER: 409,
  REACTION_LIMIT: 409,
  PIN_LIMIT: 409,
  SAVED_LIMIT: 409,
  EMOJI_LIMIT: 409,
  IDEMPOTENCY_MISMATCH: 409,
  /** A file that is still being scanned, or uploaded. */
  FILE_NOT_READY: 409,
  GONE: 410,
  TOO_LARGE: 413,
  /** The person's files are as much as one may have. */
  QUOTA: 413,
  MEDIA_TYPE: 415,
  /** Looking for it took longer than a search may. */
  SEARCH_TOO_BROAD: 422,
  RATE_LIMITED: 429,
  SLOW_MODE: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
