// The client that the page uses, against the door that it meets.
import { Upload } from "tus-js-client";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type FileHost, openFileHost } from "../support/file-host.ts";
import type { Person } from "../support/socket-host.ts";

// Scans, pictures and archives take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let host: FileHost;
let ada: Person;
let threadId: string;

beforeAll(async () => {
  host = await openFileHost();
  ada = await host.person("Ada");
  threadId = await host.thread(ada);
});
afterAll(() => host.close());

const TEXT = "all of these words go up in pieces. ".repeat(2_000);

type Go = { id: string; breakAfter?: number; resume?: boolean };

/** One go of the client; gives how it ended. Each request has a token of its own. */
function go({ id, breakAfter = Infinity, resume = false }: Go): Promise<string> {
  return new Promise((resolve) => {
    const upload = new Upload(Buffer.from(TEXT), {
      endpoint: `${host.origin}/api/uploads`,
      ...(resume ? { uploadUrl: `${host.origin}/api/uploads/${id}` } : {}),
      chunkSize: 10_000,
      retryDelays: null,
      metadata: { attachmentId: id, threadId, filename: "words.txt" },
      onBeforeRequest: (request) => {
        request.setHeader("Authorization", `Bearer ${host.tokenFor(ada)}`);
        request.setHeader("Origin", host.origin);
      },
      onChunkComplete: (_, sent) => {
        if (sent >= breakAfter) void upload.abort().then(() => resolve("broken off"));
      },
      onSuccess: () => resolve("complete"),
      onError: (error) => resolve(error.message),
    });
    upload.start();
  });
}

it("uploads in pieces, is broken off, and goes on where it was", async () => {
  const id = uuidv7();
  expect(await go({ id, breakAfter: 30_000 })).toBe("broken off");
  const offset = Number((await host.ask(ada, "HEAD", `/api/uploads/${id}`)).headers.get("upload-offset"));
  expect(offset).toBeGreaterThanOrEqual(30_000);
  expect(offset).toBeLessThan(TEXT.length);
  expect(await go({ id, resume: true })).toBe("complete");
  await host.files.scanning.idle();
  expect(await (await host.ask(ada, "GET", `/api/attachments/${id}`)).text()).toBe(TEXT);
  // Asked once more, because the word of it was lost: nothing is sent twice.
  expect(await go({ id, resume: true })).toBe("complete");
});

it("begins anew where the server knows nothing of it", async () => {
  expect(await go({ id: uuidv7(), resume: true })).toBe("complete");
});
