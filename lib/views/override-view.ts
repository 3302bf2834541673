/** What is switched for one person in a thread, over the two columns given: both lists, mostly empty. */
export const ownOverrideSql = (threadId: string, userId: string): string => `coalesce(
  (SELECT json_build_object('allow', o.allow, 'deny', o.deny) FROM "ThreadOverride" o
    WHERE o."threadId" = ${threadId} AND o."userId" = ${userId}),
  json_build_object('allow', '[]'::json, 'deny', '[]'::json))`;

/** What is switched for whole roles of "Thread" `t` (contract: roleOverride[]), lowest role last. */
export const roleOverridesSql = `coalesce(
  (SELECT json_agg(json_build_object('role', o.role, 'allow', o.allow, 'deny', o.deny) ORDER BY o.role)
    FROM "ThreadOverride" o WHERE o."threadId" = t.id AND o.role IS NOT NULL), '[]'::json)`;
