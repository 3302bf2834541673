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
    change: `new AppError("FILE_NOT_READY", "This file is still being scanned.", undefined, 2_000): 2_000 → (2000 + 1)`,
    because: "how long to wait is not compared here, but in the cell of a file that is still being scanned",
  },
  {
    file: "lib/access/access-message.ts",
    change: `!isAppError(error) || error.code === "NOT_FOUND" → error.code === "NOT_FOUND"`,
    because: "what is no refusal comes again from the question that follows, asked of the same row",
  },
  {
    file: "lib/access/access-thread.ts",
    change: "row?.ownerCount ?? 0 → row?.ownerCount",
    because: "without a row nobody is signed in, and owners are not asked for",
  },
  { file: "lib/access/access-thread.ts", change: "row?.ownerCount ?? 0: 0 → (0 + 1)", because: "the same" },
  {
    file: "lib/access/access-thread.ts",
    change: `isAppError(error) && error.code === "LAST_OWNER" → error.code === "LAST_OWNER"`,
    because: "nothing else that is thrown has this code",
  },
  ...['o."threadId" = t.id', "o.role = 'OWNER'", "o.status = 'ACTIVE'", "ou.status = 'ACTIVE'"].map((check) => ({
    file: "lib/access/access-thread.ts",
    change: `${check} (1) → true`,
    because: "changeMembership counts the owners itself, and refuses in the same words",
  })),
  ...[
    "row.threadDeletedAt?.getTime() ?? null → row.threadDeletedAt?.getTime()",
    "row.mutedUntil?.getTime() ?? null → row.mutedUntil?.getTime()",
    "lastSentAt?.getTime() ?? null → lastSentAt?.getTime()",
  ].map((change) => ({ file: "lib/access/judge.ts", change, because: "policy takes no time for no time" })),
  {
    file: "lib/access/target.ts",
    change: "mutedUntil?.getTime() ?? null → mutedUntil?.getTime()",
    because: "the same",
  },
  {
    file: "lib/access/judge.ts",
    change: "row.threadRole === null → false",
    because: "policy asks a place for its status before its role, and who has no row has neither",
  },
  {
    file: "lib/access/judge.ts",
    change: `joinedSeq: row.joinedSeq → "no joinedSeq": row.joinedSeq`,
    because: "what is older than that is refused by refuseHidden as well, and cut off by every query",
  },
  {
    file: "lib/access/access-workspace.ts",
    change:
      "newSystemRole && (await sql.rows<{ count: number }>(OWNERS, []))[0]?.count → (await sql.rows<{ count: number }>(OWNERS, []))[0]?.count",
    because: "counted where nobody asks for it: slower, and the same",
  },
  {
    file: "lib/access/access-workspace.ts",
    change: "newSystemRole === undefined → false",
    because: "a role that is undefined is no role",
  },
  {
    file: "lib/access/access-workspace.ts",
    change: "ownerCount ?? 0 → ownerCount",
    because: "a count always gives a row",
  },
  { file: "lib/access/access-workspace.ts", change: "ownerCount ?? 0: 0 → (0 + 1)", because: "the same" },
];
