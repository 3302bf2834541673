import { v7 as uuidv7 } from "uuid";
import { judge } from "../access/judge.ts";
import type { LinkPreviewView } from "../contract/link-previews.ts";
import type { Sql } from "../db.ts";
import { isAppError } from "../errors.ts";
import { previewLinks } from "../markdown/preview-links.ts";
import { previewsOnSql } from "../views/link-preview-view.ts";
import type { BatchItem } from "./command.ts";
import type { SendFacts } from "./send-facts.ts";
import type { NewMessage } from "./send-write.ts";

type Item = BatchItem<"message:send">;

const READ = `SELECT t.id FROM "Thread" t WHERE t.id = ANY ($1::uuid[]) AND ${previewsOnSql}`;

/** Of the threads that get a link, those in which links are looked up; asks nothing where there is none. */
export async function readPreviewFacts(sql: Sql, items: readonly Item[]): Promise<ReadonlySet<string>> {
  const ids = new Set(items.flatMap(({ input }) => (input.body.includes("://") ? [input.threadId] : [])));
  if (ids.size === 0) return ids;
  const rows = await sql.rows<{ id: string }>(READ, [[...ids]]);
  return new Set(rows.map(({ id }) => id));
}

/** What is to be looked up of a message that may be sent: nothing where its author, thread or workspace may not. */
export function judgePreviews(
  facts: SendFacts | undefined,
  { actor, input, now }: Item & { now: Date },
): LinkPreviewView[] {
  if (!facts?.previewing.has(input.threadId)) return [];
  const urls = previewLinks(input.body);
  if (urls.length === 0) return [];
  try {
    judge(facts, { actor, action: "link.preview", now });
  } catch (error) {
    if (isAppError(error)) return [];
    throw error;
  }
  return urls.map(pendingPreview);
}

/** The view of a link that nobody has looked up yet. */
const pendingPreview = (url: string): LinkPreviewView => ({
  id: uuidv7(),
  url,
  state: "PENDING",
  title: null,
  description: null,
  siteName: null,
  width: null,
  height: null,
  thumbhash: null,
});

const WRITE = `
  INSERT INTO "LinkPreview" (id, "messageId", position, url, "fetchAfter")
  SELECT id, message, place, url, now() FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS n(id, message, place, url)`;

/** Queues the links of messages that were written before it in the same transaction; asks nothing where there are none. */
export async function queuePreviews(sql: Sql, messages: readonly NewMessage[]): Promise<void> {
  const rows = messages.flatMap(({ id, previews }) => previews.map((link, place) => ({ id, link, place })));
  if (rows.length === 0) return;
  await sql.rows(WRITE, [
    rows.map(({ link }) => link.id),
    rows.map(({ id }) => id),
    rows.map(({ place }) => place),
    rows.map(({ link }) => link.url),
  ]);
}
