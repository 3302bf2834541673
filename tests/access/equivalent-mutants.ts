/** Mutants that change nothing anybody could see, each with its reason. Every other mutant must die. */
export const EQUIVALENT: { file: string; change: string; because: string }[] = [
  {
    file: "principle.ts",
    change: 'createdAt: now → "no createdAt": now',
    because: "An age that is not a number is never longer than the edit window.",
  },
  {
    file: "principle.ts",
    change: 'seq: Number.MAX_SAFE_INTEGER → "no seq": Number.MAX_SAFE_INTEGER',
    because: "A seq that is not a number is never before the history.",
  },
  {
    file: "invariants.ts",
    change: "a.userId < b.userId → a.userId <= b.userId",
    because: "Two participants of a thread have different ids.",
  },
  {
    file: "invariants.ts",
    change: "-1: 1 → (1 + 1)",
    because: "Only the sign of a comparison counts.",
  },
  {
    file: "invariants.ts",
    change: "a.userId < b.userId ? -1 : 1: 1 → (1 + 1)",
    because: "Only the sign of a comparison counts.",
  },
  {
    file: "holding.ts",
    change: "after.held → true",
    because: "An override that ends in a lack is the last step of a refusal, which is marked as a denial anyway.",
  },
  {
    file: "holding.ts",
    change: "inside: true: true → false",
    because: "The column of MEMBER has no cell that asks for being inside.",
  },
  {
    file: "restraints.ts",
    change: "inside?.lastSentAt ?? 0: 0 → (0 + 1)",
    because: "A message sent in 1970 is long enough ago.",
  },
  {
    file: "standing.ts",
    change: 'action === "role.set" && inside && newRole → action === "role.set" && inside',
    because: "No role has no rank, and that is not below any.",
  },
  {
    file: "standing.ts",
    change: "facts.ownerCount ?? 1 → facts.ownerCount",
    because: "An unknown count is not above one.",
  },
  {
    file: "workspace-standing.ts",
    change: "facts.ownerCount ?? 1 → facts.ownerCount",
    because: "An unknown count is not above one.",
  },
  {
    file: "workspace-standing.ts",
    change: "newSystemRole && setsRole → setsRole",
    because: "Setting no role was refused before; the compiler cannot see it.",
  },
  {
    file: "workspace-standing.ts",
    change: "newSystemRole && setsRole ? SYSTEM_RANK[newSystemRole] : 0: 0 → (0 + 1)",
    because: "Both are below every system role.",
  },
  {
    file: "thread-state.ts",
    change: 'state !== "OPEN" && rank < needed → rank < needed',
    because: "An open thread needs rank 0, and nobody is below it; the compiler cannot see it.",
  },
  {
    file: "thread-state.ts",
    change: "needed > 0: 0 → (0 + 1)",
    because: "No state needs rank 1.",
  },
  {
    file: "thread-state.ts",
    change: 'typeof deletedAt === "number" && now - deletedAt <= RESTORE_MS → now - deletedAt <= RESTORE_MS',
    because: "Without a time, the difference is not a number or the time since 1970.",
  },
  {
    file: "visibility.ts",
    change: "historyFrom(thread, inside) ?? 0 → historyFrom(thread, inside)",
    because: "No seq is below null.",
  },
  {
    file: "visibility.ts",
    change: "historyFrom(thread, inside) ?? 0: 0 → (0 + 1)",
    because: "The first seq is 1.",
  },
  {
    file: "permissions.ts",
    change: '"thread.view" column 0: "public" → "yes"',
    because: "Who may not know of the thread was turned away before.",
  },
  ...["history.read", "receipts.read", "thread.leave", "personal.set", "message.report", "typing.send"].map(
    (action) => ({
      file: "permissions.ts",
      change: `"${action}" column 5: "joined" → "no"`,
      because: "Every thread role has it, so joining gives it whatever the system role.",
    }),
  ),
  {
    file: "permissions.ts",
    change: 'MATRIX[action][COLUMNS.indexOf(column)] ?? "no" → MATRIX[action][COLUMNS.indexOf(column)]',
    because: "Every column is in the table; the compiler cannot see it.",
  },
  {
    file: "permissions.ts",
    change: 'case "no": → ',
    because: "Falling out of the switch gives nothing, which is as false as false.",
  },
  {
    file: "permissions.ts",
    change: 'case "off": return false; → ',
    because: "Falling out of the switch gives nothing, which is as false as false.",
  },
  {
    file: "permissions.ts",
    change: "inside: true: true → false",
    because: "No column of a thread role has a cell that asks for being inside.",
  },
];
