import { time } from "../contract/ids.ts";
import { AppError } from "../errors.ts";

/** Where a page ended: the value it is sorted by, as text, and the id that decides between equals. */
type Place = { key: string; id: string };
export type KeyType = "text" | "timestamptz" | "int";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A place as the opaque `nextAfter` of an answer. */
export const cursorOf = ({ key, id }: Place): string => Buffer.from(JSON.stringify([key, id])).toString("base64url");

/** The place behind a cursor that came from a client. @throws AppError INVALID */
export function placeOf(cursor: string, type: KeyType): Place {
  const parsed = parse(Buffer.from(cursor, "base64url").toString());
  const [key, id] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
  if (typeof key !== "string" || typeof id !== "string" || !UUID.test(id) || !IS_KEY[type](key))
    throw new AppError("INVALID", "This page cursor is not one of ours: begin again.");
  return { key, id };
}

const IS_KEY: Record<KeyType, (key: string) => boolean> = {
  text: (key) => !key.includes("\u0000") && key.isWellFormed(),
  timestamptz: (key) => key === "-infinity" || time.safeParse(key).success,
  int: (key) => /^\d{1,9}$/.test(key),
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
