import { setFlagsFromString } from "node:v8";
import { EnvError, parseEnv } from "../lib/env.ts";
import { loadEnvFiles } from "./boot/env-files.ts";
import { findRoot } from "./boot/root.ts";
import { logFor, start } from "./boot/start.ts";
import { Stopping } from "./boot/stopping.ts";

const CONNECTION_ENDED = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED", "ERR_STREAM_PREMATURE_CLOSE", "ABORT_ERR"]);

// Whoever read the output may have gone. Telling that on the same output would go on for ever.
for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);

// When little goes on, V8 collects the whole heap to give memory back, and throws away the code it has compiled: in a
// chat, where each message comes after some quiet, each would pay for that anew.
setFlagsFromString("--memory-reducer-gc-count=0");

const root = findRoot();
loadEnvFiles(root);

try {
  const log = logFor(parseEnv(process.env));
  const stopping = new Stopping(log);
  stopping.listenToSignals();
  process.on("unhandledRejection", (err) => log.error({ err }, "a promise was rejected and nobody listened"));
  process.on("uncaughtException", (err: NodeJS.ErrnoException) => {
    // Next copies request bodies into streams that nobody watches: a client that hangs up in the middle of one ends here.
    if (CONNECTION_ENDED.has(err.code ?? "")) return log.debug({ reason: err.message }, "a connection ended early");
    log.fatal({ err }, "an exception nobody caught; stopping");
    void stopping.stop().then(() => process.exit(1));
  });
  await start({
    root,
    log,
    stopping,
    // Behind functions: production has neither these packages nor a use for them.
    local: {
      postgres: () => import("./local/postgres.ts"),
      clerk: () => import("./local/clerk/handler.ts"),
      clerkKeys: () => import("./local/clerk/keys.ts"),
      seed: () => import("../prisma/seed/seed-workspace.ts"),
    },
  }).catch(async (error: unknown) => {
    if (!stopping.begun) log.fatal(error instanceof Error ? error.message : String(error));
    if (process.env.LOG_LEVEL === "debug") log.debug({ err: error }, "where it failed");
    await stopping.stop();
    process.exit(1);
  });
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  console.error(error.message);
  process.exit(1);
}
