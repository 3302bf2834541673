/** An ILIKE pattern for "contains what a person typed", in which `%` and `_` stand for themselves; "" matches all. */
export const containsPattern = (q: string): string => (q === "" ? "" : `%${q.replace(/[\\%_]/g, "\\$&")}%`);
