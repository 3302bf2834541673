import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "../../lib/access/actor.ts";
import { actorOfHeaders } from "../../lib/auth/current-actor.ts";
import type { ErrorCode } from "../../lib/contract/error-status.ts";
import { isAppError } from "../../lib/errors.ts";

type Viewer = { actor: Actor } | { refused: ErrorCode };

/**
 * Who looks at the page being rendered, once per request: nobody is sent to sign in and back; somebody whom the
 * workspace does not admit is told so.
 */
export const pageViewer = cache(async (): Promise<Viewer> => {
  const given = await headers();
  try {
    return { actor: await actorOfHeaders(given) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code !== "UNAUTHENTICATED") return { refused: error.code };
  }
  redirect(`/sign-in?${new URLSearchParams({ redirect_url: given.get("x-return-to") ?? "/" })}`);
});
