/** The largest thread whose members see how far the others have read (PROTOCOL E3). */
export const RECEIPTS_MEMBERS_MAX = 100;
