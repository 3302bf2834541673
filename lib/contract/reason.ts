import { text } from "./text.ts";

export const REASON_MAX = 1_000;

/** Why somebody who administers does what they do; it goes to the audit log. */
export const reason = text(REASON_MAX);
