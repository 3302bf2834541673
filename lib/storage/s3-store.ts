import { createReadStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type ByteRange, ObjectMissing, type ObjectStore } from "../storage.ts";
import { openDiskStore } from "./disk-store.ts";

export type S3Place = {
  bucket: string;
  region: string;
  /** Of a service that is not Amazon's. */
  endpoint?: string | undefined;
  /** Not given: what the machine has been given (its role, its files), as Amazon's SDK finds it. */
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
};

/** Longer than anybody takes over an upload, in ms: what is staged from before was left by an upload that ended. */
const STAGED_MS = 7 * 86_400_000;

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/**
 * Objects of a bucket. An upload in progress is a file of the folder `staging` on this machine, for it comes in pieces of
 * any size and is looked into before it counts; once all of it is there it becomes an object by one streaming request.
 * @throws Error where the bucket is not there or not ours to use. A service that is away is another matter: it may be back.
 */
export async function openS3Store(
  { bucket, region, endpoint, accessKeyId, secretAccessKey }: S3Place,
  { staging, onAway }: { staging: string; onAway(error: unknown): void },
): Promise<ObjectStore> {
  await mkdir(staging, { recursive: true, mode: 0o700 });
  await forgetOld(staging);
  const staged = await openDiskStore(staging);
  const client = new S3Client({
    region,
    // Services of others rarely have a name for each bucket.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
    // What services other than Amazon's do not know.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
  });
  // Written at every start: whoever may not do that will fail at the first file.
  const probe = new PutObjectCommand({ Bucket: bucket, Key: "confab.txt", Body: "Confab keeps its files here.\n" });
  await client.send(probe).catch((error: unknown) => {
    const status = statusOf(error);
    if (status === undefined || status >= 500) return onAway(error);
    throw new Error(`The bucket ${bucket} of S3_BUCKET cannot be used (${status}): look at its name and the keys.`);
  });

  return {
    kind: "s3",
    uploads: staged.uploads,
    async put(key, bytes, { type }) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: type }));
    },
    async get(key, range) {
      if (await staged.head(key)) return staged.get(key, range);
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ...(range ? { Range: rangeHeader(range) } : {}) }),
        );
        return Body as Readable;
      } catch (error) {
        throw statusOf(error) === 404 ? new ObjectMissing(key) : error;
      }
    },
    async head(key) {
      const here = await staged.head(key);
      if (here) return here;
      try {
        const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { size: ContentLength ?? 0 };
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw error;
      }
    },
    async delete(key) {
      await staged.delete(key);
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async keepUpload(key) {
      const here = await staged.head(key);
      // Kept by an earlier try, of which the end was not heard.
      if (!here) return;
      const Body = createReadStream(join(staging, key));
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentLength: here.size }));
    },
    finishUpload: (key) => staged.abandonUpload(key),
    async abandonUpload(key) {
      await staged.abandonUpload(key);
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

const rangeHeader = ({ start, end }: ByteRange): string => `bytes=${start}-${end}`;

async function forgetOld(staging: string): Promise<void> {
  for (const name of await readdir(staging)) {
    const path = join(staging, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STAGED_MS) await rm(path, { force: true });
  }
}
