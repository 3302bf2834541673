/** Conditions in the SQL of lib/access, each taken out by itself wherever it stands. */
export const SQL_CHECKS: { file: string; check: string; becomes: string }[] = [
  { file: "lib/access/visible-threads.ts", check: `t.state <> 'DELETED'`, becomes: "true" },
  { file: "lib/access/visible-threads.ts", check: `a.status = 'ACTIVE'`, becomes: "true" },
  { file: "lib/access/visible-threads.ts", check: `b.status = 'BANNED'`, becomes: "false" },
  { file: "lib/access/visible-threads.ts", check: `b.status = 'ACTIVE'`, becomes: "true" },
  { file: "lib/access/visible-threads.ts", check: `b.status = 'ACTIVE'`, becomes: "false" },
  { file: "lib/access/visible-threads.ts", check: `b."userId" = $1::uuid`, becomes: "true" },
  { file: "lib/access/visible-threads.ts", check: `b."threadId" = t.id`, becomes: "true" },
  { file: "lib/access/visible-threads.ts", check: `t.kind = 'PUBLIC'`, becomes: "true" },
  { file: "lib/access/visible-threads.ts", check: `t.kind = 'PUBLIC'`, becomes: "false" },
  { file: "lib/access/access-thread.ts", check: `o."threadId" = t.id`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `o.role = 'OWNER'`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `o.status = 'ACTIVE'`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `ou.status = 'ACTIVE'`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `p."threadId" = $1::uuid`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `p."userId" <> $2::uuid`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `p.status = 'ACTIVE'`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `u.status = 'ACTIVE'`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `p.role IN ('MODERATOR', 'MEMBER')`, becomes: "true" },
  { file: "lib/access/access-thread.ts", check: `p.role = 'MODERATOR' DESC, `, becomes: "" },
  { file: "lib/access/facts-row.ts", check: `p."threadId" = t.id`, becomes: "true" },
  { file: "lib/access/facts-row.ts", check: `p."userId" = u.id`, becomes: "true" },
  { file: "lib/access/facts-row.ts", check: `t.id = $2::uuid`, becomes: "true" },
  { file: "lib/access/facts-row.ts", check: `u.id = $1::uuid`, becomes: "true" },
  { file: "lib/access/access-message.ts", check: `p."threadId" = t.id`, becomes: "true" },
  { file: "lib/access/access-message.ts", check: `p."userId" = u.id`, becomes: "true" },
  { file: "lib/access/access-message.ts", check: `u.id = $1::uuid`, becomes: "true" },
  { file: "lib/access/access-message.ts", check: `t.id = m."threadId"`, becomes: "true" },
  { file: "lib/access/access-workspace.ts", check: `u.id = $1::uuid`, becomes: "true" },
  { file: "lib/access/target.ts", check: `p."threadId" = $2::uuid`, becomes: "true" },
  { file: "lib/access/target.ts", check: `p."userId" = u.id`, becomes: "true" },
  { file: "lib/access/target.ts", check: `u.id = $1::uuid`, becomes: "true" },
];

/** Mutants that change nothing anybody could see, each with its reason. Every other mutant must die. */
export const ACCESS_EQUIVALENT: { file: string; change: string; because: string }[] = [
  {
    file: "lib/access/access-attachment.ts",
    change: "row.messageSeq ?? 0 → row.messageSeq",
    because: "a file that is in a message has its seq; the 0 is for the types",
  },
];
