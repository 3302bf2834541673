export const REPORT_CATEGORIES = ["SPAM", "HARASSMENT", "HATE", "VIOLENCE", "SEXUAL", "PRIVATE_DATA", "OTHER"] as const;
export type ReportCategory = (typeof REPORT_CATEGORIES)[number];
