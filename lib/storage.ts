import type { Readable } from "node:stream";
import type { DataStore } from "@tus/server";

/** A part of an object: from `start` to `end`, both included, in bytes. */
export type ByteRange = { start: number; end: number };

/**
 * Where the bytes of files are kept, by key. Keys are ours (an id, perhaps with an ending) and never come from a name.
 * Access is decided before it is asked; it decides nothing.
 */
export type ObjectStore = {
  readonly kind: "disk" | "s3";
  put(key: string, bytes: Buffer, options: { type: string }): Promise<void>;
  /** @throws ObjectMissing */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** The object's size in bytes; null where there is none. */
  head(key: string): Promise<{ size: number } | null>;
  /** Deleting what is not there is done already. */
  delete(key: string): Promise<void>;
  /** Resumable uploads, each under the key of the object that it is to be. `get` and `head` see what has arrived here. */
  readonly uploads: DataStore;
  /** All bytes of this upload have arrived: from now on every process can read them. Again changes nothing. */
  keepUpload(key: string): Promise<void>;
  /** The upload of this key counts: forgets how it went and keeps the object. */
  finishUpload(key: string): Promise<void>;
  /** Gives an upload up with what has arrived of it. */
  abandonUpload(key: string): Promise<void>;
};

/** There is no object of this key. */
export class ObjectMissing extends Error {
  constructor(key: string) {
    super(`There is no object ${key}.`);
    this.name = "ObjectMissing";
  }
}

/** The key of an image's smaller picture. */
export const thumbnailKey = (attachmentId: string): string => `${attachmentId}.webp`;

/** All the object there is, in memory: for small ones, or with a range. */
export async function readObject(store: ObjectStore, key: string, range?: ByteRange): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await store.get(key, range)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
