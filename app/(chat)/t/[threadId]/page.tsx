import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isAppError } from "../../../../lib/errors.ts";
import { getThread } from "../../../../lib/queries/get-thread.ts";
import { queryObject } from "../../../../lib/queries/query.ts";
import { pageViewer } from "../../page-actor.ts";

export const metadata: Metadata = { title: "Conversation" };

type ThreadPageProps = { params: Promise<{ threadId: string }> };

/** Answers 404 for what is not there or may not be known of; the conversation itself is drawn by the shell. */
export default async function ThreadPage({ params }: ThreadPageProps) {
  const viewer = await pageViewer();
  if ("refused" in viewer) return null;
  try {
    await queryObject(getThread, { actor: viewer.actor, raw: await params });
  } catch (error) {
    if (isAppError(error) && (error.code === "NOT_FOUND" || error.code === "INVALID")) notFound();
    throw error;
  }
  return null;
}
