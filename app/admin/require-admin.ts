import { notFound } from "next/navigation";
import { cache } from "react";
import { accessWorkspace } from "../../lib/access/access-workspace.ts";
import type { Actor } from "../../lib/access/actor.ts";
import { pgSql } from "../../lib/db.ts";
import { isAppError } from "../../lib/errors.ts";
import { processSlot } from "../../lib/process.ts";
import { pageViewer } from "../(chat)/page-actor.ts";

/** Who looks at an admin page, once per request. For everybody else it is a page that is not there. */
export const requireAdmin = cache(async (): Promise<Actor> => {
  const viewer = await pageViewer();
  if ("refused" in viewer) notFound();
  const { actor } = viewer;
  try {
    await accessWorkspace(pgSql(processSlot().pool), { actor, action: "admin.read", now: new Date() });
  } catch (error) {
    if (isAppError(error)) notFound();
    throw error;
  }
  return actor;
});
