// How long and how many, apart from the schemas: the page shows these limits and parses nothing, so zod stays out of it.

/** UTF-16 units. */
export const THREAD_NAME_MAX = 80;
export const TOPIC_MAX = 250;
export const WORKSPACE_NAME_MAX = 60;
export const MESSAGE_MAX = 8_000;
export const REASON_MAX = 1_000;
/** The longest question of the search, in UTF-16 units. */
export const SEARCH_MAX = 300;
/** The most files one message carries. */
export const ATTACHMENTS_MAX = 10;
/** The longest name of a file, in bytes of UTF-8: what file systems take. */
export const FILE_NAME_MAX_BYTES = 255;

export const SYNC_THREADS_MAX = 100;
export const INVITE_USES_MAX = 10_000;
/** As many as are counted in a list; more are "10,000+". */
export const COUNT_MAX = 10_000;
