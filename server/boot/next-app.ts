import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import next from "next";
import type { Handle } from "../http/request-listener.ts";

/** Next over the pages of `root`: compiling as it goes in development, from the build in production. */
export async function prepareNext({
  root,
  development,
  port,
  server,
}: {
  root: string;
  development: boolean;
  port: number;
  server: Server;
}): Promise<{ handle: Handle; close(): Promise<void> }> {
  if (!development && !existsSync(join(root, ".next", "BUILD_ID")))
    throw new Error("There is no build here: run npm run build first.");
  const app = next({ dev: development, dir: root, hostname: "localhost", port, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handle: (request, response) => handle(request, response), close: () => app.close() };
}
