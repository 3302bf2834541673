import { z } from "zod";
import { errorCode } from "./errors.ts";
import { id } from "./ids.ts";
import { threadKind, threadRole, threadState } from "./roles.ts";
import { pageCursor } from "./administration.ts";

/** What policy calls an action; unknown ones are refused by the query. */
export const actionName = z.string().regex(/^[a-zA-Z]{1,40}\.[a-zA-Z]{1,40}$/);

/** Whether a person may do something, in a thread where the action is of threads. */
export const explainPermissionInput = z.strictObject({ userId: id, threadId: id.optional(), action: actionName });

export const explainedPermission = z.object({
  allow: z.boolean(),
  code: errorCode.nullable(),
  /** The answer in a sentence, and every step that led to it. */
  sentence: z.string(),
  steps: z.array(
    z.object({ step: z.string(), outcome: z.enum(["pass", "grant", "lack", "exempt", "deny"]), text: z.string() }),
  ),
});
export type ExplainedPermission = z.infer<typeof explainedPermission>;

export const viewAsInput = z.strictObject({
  userId: id,
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
/** The PUBLIC and PRIVATE threads a person may know of, and what they may do in each. */
export const viewAsPage = z.object({
  threads: z.array(
    z.object({
      id,
      name: z.string(),
      kind: threadKind,
      state: threadState,
      role: threadRole.nullable(),
      actions: z.array(actionName),
    }),
  ),
  nextAfter: pageCursor.nullable(),
});
export type ViewAsPage = z.infer<typeof viewAsPage>;
