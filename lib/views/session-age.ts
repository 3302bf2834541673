/** Whether a "Session" `s` has lived longer than the workspace lets any live, as a condition. */
export const sessionTooOldSql = `coalesce(
  s."startedAt" < now() - make_interval(days => (SELECT w."maxSessionDays" FROM "Workspace" w WHERE w.id = 1)), false)`;
