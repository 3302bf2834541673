import { REASON_MAX } from "./limits.ts";
import { text } from "./text.ts";

/** Why somebody who administers does what they do; it goes to the audit log. */
export const reason = text(REASON_MAX);
