import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor } from "../access/actor.ts";
import type { ErrorCode } from "../contract/errors.ts";
import { isAppError } from "../errors.ts";
import { actorOfHeaders } from "./current-actor.ts";

/** Refusals that a person must read about; trying again does not help. */
const TOLD: ReadonlySet<ErrorCode> = new Set(["SIGN_UP_CLOSED", "ACCOUNT_SUSPENDED"]);

/**
 * Who is looking at the page being rendered. Nobody signed in: on to the sign-in page, which leads back to `returnTo`
 * (a path of ours). Signed in but not let in: on to the page that says so.
 */
export async function requirePageActor(returnTo: string): Promise<Actor> {
  const actor = await pageActor();
  if ("userId" in actor) return actor;
  if (TOLD.has(actor.refused)) redirect("/no-access");
  redirect(`/sign-in?${new URLSearchParams({ redirect_url: returnTo })}`);
}

/** Who is looking at the page, or the code of the refusal. @throws what is no refusal of the person. */
export async function pageActor(): Promise<Actor | { refused: ErrorCode }> {
  try {
    return await actorOfHeaders(await headers());
  } catch (error) {
    if (isAppError(error) && (TOLD.has(error.code) || error.code === "UNAUTHENTICATED")) return { refused: error.code };
    throw error;
  }
}
