import { z } from "zod";
import { GROUP_HANDLE, GROUP_MEMBERS_MAX, RESERVED_HANDLES } from "./group-handle.ts";
import { id } from "./ids.ts";
import { reason } from "./reason.ts";
import { line } from "./text.ts";

const groupHandle = z
  .string()
  .regex(GROUP_HANDLE, "must be 2 to 32 of a-z, 0-9, _ and -")
  .refine((handle) => !RESERVED_HANDLES.includes(handle), "has a meaning of its own");

/** People who are called together, by `@handle`. */
export const peopleGroupView = z.object({
  id,
  handle: z.string(),
  name: z.string(),
  /** Active people, by id. */
  memberIds: z.array(id),
  version: z.int(),
});
export type PeopleGroupView = z.infer<typeof peopleGroupView>;
/** By handle. */
export const peopleGroupList = z.object({ groups: z.array(peopleGroupView) });

export const saveGroupInput = z.strictObject({
  /** The client's: a repeat saves the same group again (PROTOCOL S3). */
  groupId: id,
  /** Of the group that was seen; 0 for a new one. */
  version: z.int().min(0),
  handle: groupHandle,
  name: line(80),
  memberIds: z.array(id).min(1).max(GROUP_MEMBERS_MAX),
});
export const removeGroupInput = z.strictObject({ groupId: id, reason });
