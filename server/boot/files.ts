import { publicNetwork } from "../../lib/links/network.ts";
import { processSlot } from "../../lib/process.ts";
import { createScanner, type Scanner } from "../../lib/scanner.ts";
import type { ObjectStore } from "../../lib/storage.ts";
import { openStorage } from "../../lib/storage/open-storage.ts";
import { createBytesDoor } from "../http/attachment-bytes.ts";
import { createEmojiDoors } from "../http/emoji-doors.ts";
import { createPdfParts } from "../http/pdf-parts.ts";
import { createPreviewDoor } from "../http/preview-bytes.ts";
import type { Interceptor } from "../http/request-listener.ts";
import { createUploadDoor } from "../http/uploads.ts";
import { type Previewing, startPreviewing } from "../jobs/preview-links.ts";
import { type Scanning, startScanning } from "../jobs/scan-files.ts";
import { startSweeping } from "../jobs/sweep-files.ts";

export type Files = {
  store: ObjectStore;
  scanner: Scanner;
  scanning: Scanning;
  previewing: Previewing;
  doors: Interceptor[];
  stop(): Promise<void>;
};

/**
 * Everything about files: where they are kept, who looks into them, the doors they come and go through; and the pictures
 * of links beside them, with the job that fetches them.
 */
export async function startFiles({
  dataDir,
  scanEveryMs,
}: {
  dataDir: string;
  /** How often the queue of scans is looked at; for tests. */
  scanEveryMs?: number;
}): Promise<Files> {
  const { env, pool, log } = processSlot();
  const store = await openStorage(dataDir, { env, log });
  const scanner = createScanner(env);
  // An installation goes on without its scanner: files wait, and nothing that was not scanned is given out.
  if (scanner.kind === "clamd")
    await scanner.version().catch((err: unknown) => log.error({ err }, "clamd is out of reach: new files wait for it"));
  else if (env.NODE_ENV === "production")
    log.warn("files are not scanned for viruses: set CLAMD_ADDRESS to have them scanned");
  const scanning = startScanning({ pool, store, scanner, log, ...(scanEveryMs ? { everyMs: scanEveryMs } : {}) });
  const sweeping = startSweeping({ pool, store, log });
  const network = publicNetwork(env.PREVIEW_TEST_HOSTS);
  const previewing = startPreviewing({ pool, store, log, network, ownOrigin: env.APP_URL ?? "" });
  return {
    store,
    scanner,
    scanning,
    previewing,
    doors: [
      createUploadDoor({ store, onUploaded: () => scanning.wake() }),
      createBytesDoor({ store }),
      createPreviewDoor({ store }),
      createEmojiDoors(),
      createPdfParts(),
    ],
    async stop() {
      await Promise.all([scanning.stop(), previewing.stop(), sweeping.stop()]);
    },
  };
}
