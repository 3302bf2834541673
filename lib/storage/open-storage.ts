import { join } from "node:path";
import type { Env } from "../env.ts";
import type { Logger } from "../log.ts";
import type { ObjectStore } from "../storage.ts";
import { openDiskStore } from "./disk-store.ts";

type Place = Pick<Env, "S3_BUCKET" | "S3_REGION" | "S3_ENDPOINT" | "S3_ACCESS_KEY_ID" | "S3_SECRET_ACCESS_KEY">;

/**
 * Where this installation keeps its files: a bucket where S3_BUCKET names one, else a folder under `dataDir`, which
 * several processes may share.
 */
export async function openStorage(dataDir: string, { env, log }: { env: Place; log: Logger }): Promise<ObjectStore> {
  if (env.S3_BUCKET === undefined) return openDiskStore(join(dataDir, "files"));
  // Amazon's SDK is not read where nobody wants it.
  const { openS3Store } = await import("./s3-store.ts");
  const place = {
    bucket: env.S3_BUCKET,
    region: env.S3_REGION,
    endpoint: env.S3_ENDPOINT,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  };
  return openS3Store(place, {
    staging: join(dataDir, "uploads"),
    onAway: (err) => log.error({ err }, "the bucket of files is out of reach"),
  });
}
