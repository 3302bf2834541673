/** Whether receipts are shown in this workspace at all (PROTOCOL R4), as a condition. */
export const receiptsAllowedSql = `coalesce((SELECT w.receipts FROM "Workspace" w WHERE w.id = 1), true)`;
