import { z } from "zod";
import { id, time } from "./ids.ts";

/** One row of the audit log. `before` and `after` are what the action changed, in words of its own. */
export const auditEntry = z.object({
  id: z.int(),
  /** Null: whoever operates the server. */
  actorId: id.nullable(),
  action: z.string(),
  targetId: id.nullable(),
  threadId: id.nullable(),
  /** Of PUBLIC and PRIVATE threads. */
  threadName: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  createdAt: time,
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const filter = {
  actorId: id.optional(),
  targetId: id.optional(),
  threadId: id.optional(),
  /** Whole, such as `user.suspend`, or the part before the dot. */
  action: z
    .string()
    .regex(/^[a-zA-Z]{1,40}(?:\.[a-zA-Z]{1,40})?$/)
    .optional(),
  from: time.optional(),
  to: time.optional(),
};

/** The newest first; `before` is the id after which older ones follow. */
export const listAuditInput = z.strictObject({
  ...filter,
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const auditPage = z.object({ entries: z.array(auditEntry), nextBefore: z.int().nullable() });
export type AuditPage = z.infer<typeof auditPage>;

export const exportAuditInput = z.strictObject(filter);

/** Whether every row says what it said and follows the row before; `broken` names those that do not, 100 at most. */
export const auditCheck = z.object({ rows: z.int(), broken: z.array(z.int()), head: z.string() });
export type AuditCheck = z.infer<typeof auditCheck>;
