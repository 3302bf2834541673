import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { authMode } from "../../lib/auth/mode.ts";
import { createPool, createPrisma } from "../../lib/db.ts";
import { type Env, parseEnv } from "../../lib/env.ts";
import { createLimits } from "../../lib/limits.ts";
import { createLog, type Logger } from "../../lib/log.ts";
import { processSlot, type Publisher, setProcessSlot } from "../../lib/process.ts";
import { allowedHosts } from "../http/hosts.ts";
import { clientAddressReader } from "../http/client-address.ts";
import { createHttpServer } from "../http/http-server.ts";
import { createRequestListener, type ListenerParts } from "../http/request-listener.ts";
import { guardUpgrades } from "../http/upgrades.ts";
import { type Previewing, wakesPreviews } from "../jobs/preview-links.ts";
import type { Job } from "../jobs/one-at-a-time.ts";
import { startRevoking } from "../jobs/revoke-sessions.ts";
import { startTelling, type Telling, wakesTelling } from "../jobs/tell-forwards.ts";
import { startTrimming } from "../jobs/trim.ts";
import { createSocketServer } from "../sockets/server.ts";
import { printBanner } from "./banner.ts";
import { migrateDatabase, requireMigrated, startLocalDatabase } from "./database.ts";
import { drain } from "./drain.ts";
import { startFiles } from "./files.ts";
import { startLocalIdentity } from "./identity.ts";
import { listen } from "./listen.ts";
import type { LocalParts } from "./local-parts.ts";
import { prepareNext } from "./next-app.ts";
import { step } from "./progress.ts";
import { connectRedis } from "./redis.ts";
import { printOwnerLink } from "./owner-link.ts";
import type { Stopping } from "./stopping.ts";
import { warmUp } from "./warm-up.ts";

/**
 * Starts everything, in this order: port, database, identity, the process's parts, pages, sockets. Each part says to
 * `stopping` how it is closed. The environment was judged before; local parts complete it here.
 */
export async function start({
  root,
  log,
  stopping,
  local,
}: {
  root: string;
  log: Logger;
  stopping: Stopping;
  local: LocalParts;
}): Promise<void> {
  const given = parseEnv(process.env);
  const development = given.NODE_ENV !== "production";
  const dataDir = resolve(root, given.DATA_DIR);
  const localIdentity = authMode(process.env) === "local";

  let parts: ListenerParts | null = null;
  const http = createHttpServer(createRequestListener(() => parts));
  const upgraded = guardUpgrades(http, { development, hosts: () => parts?.hosts ?? new Set() });
  const port = await listen(http, { port: given.PORT, host: hostToBind(given, localIdentity) });
  const appUrl = given.APP_URL ?? `http://localhost:${port}`;
  Object.assign(process.env, completion({ given, appUrl, port }));

  const databaseUrl = given.DATABASE_URL ?? (await startLocalDatabase(local, { dataDir, stopping }));
  process.env.DATABASE_URL = databaseUrl;
  if (development) await migrateDatabase(databaseUrl);
  else await requireMigrated(databaseUrl);
  const clerk = localIdentity
    ? await startLocalIdentity(local, { dataDir, origin: appUrl, stopping, log: (line) => log.warn(line) })
    : null;

  // Now complete: what Clerk's SDKs read, and what the process does.
  const env = parseEnv(process.env);
  const pool = createPool({ url: databaseUrl, max: env.DATABASE_POOL_MAX });
  pool.on("error", (err) => log.warn({ reason: err.message }, "database: an idle connection was lost"));
  stopping.onStop("the database pool", () => pool.end());
  const prisma = createPrisma(pool);
  stopping.onStop("Prisma", () => prisma.$disconnect());
  const redis = env.REDIS_URL ? connectRedis(env.REDIS_URL, log) : undefined;
  if (redis) stopping.onStop("Redis", () => redis.disconnect());
  const limits = createLimits({ env, log, redis });
  const addressOf = clientAddressReader(env.TRUSTED_PROXIES);
  const ids = { bootId: randomBytes(8).toString("hex"), nodeId: randomBytes(8).toString("hex") };
  const sockets = createSocketServer({
    http,
    env,
    databaseUrl,
    pool,
    limits,
    log,
    redis,
    origins: [appUrl],
    addressOf,
    ...ids,
  });
  stopping.onStop("sockets", () => sockets.close());
  const revoking = startRevoking({ pool, log });
  stopping.onStop("ending sessions", () => revoking.stop());
  const publisher = withRevoking(sockets.publisher, revoking);
  setProcessSlot({ env, log, pool, prisma, limits, publisher, figures: sockets.figures, queues: new Map(), ...ids });
  const trimming = startTrimming({ pool, log });
  stopping.onStop("trimming", () => trimming.stop());
  const telling = startTelling({ pool, log });
  stopping.onStop("telling what was withdrawn", () => telling.stop());

  const files = await startFiles({ dataDir });
  stopping.onStop("scans, sweeps and links", () => files.stop());
  setProcessSlot({ ...processSlot(), publisher: withJobs(publisher, { previewing: files.previewing, telling }) });

  if (development && localIdentity) await seed(local);
  else await prisma.workspace.findFirst(); // The first query of a process is slow: not at somebody's expense.
  await printOwnerLink(appUrl, log);

  const https = appUrl.startsWith("https:");
  const hosts = allowedHosts({ appUrl, port });
  const listening = {
    limits,
    log,
    addressOf,
    hosts,
    https,
    intercept: [...(clerk ? [clerk.handle] : []), ...files.doors],
  };
  const app = await step("Pages", () => prepareNext({ root, development, port, server: http }));
  stopping.onStop("Next", () => app.close());
  await sockets.open();
  // Registered last, so done first: what has begun is finished while everything it needs still runs.
  stopping.onStop("requests under way", () =>
    drain({ http, sockets, upgraded, requestsMs: development ? 1_000 : 6_000 }),
  );
  parts = { ...listening, handle: app.handle };

  if (development) {
    warmUp(appUrl);
    printBanner({
      url: appUrl,
      localDatabase: given.DATABASE_URL === undefined,
      localIdentity,
      limits: limits.mode,
      redis: redis !== undefined,
      scanner: files.scanner.kind,
    });
  } else log.info({ url: appUrl, port, limits: limits.mode }, "Confab is ready");
}

/** What has ended here is to end at Clerk at once, or whoever opens the page again would be sent in circles. */
function withRevoking(publisher: Publisher, revoking: Job): Publisher {
  return {
    ...publisher,
    sessionsEnded(sessionIds) {
      revoking.wake();
      return publisher.sessionsEnded(sessionIds);
    },
  };
}

/** What follows from a change begins once that is on its way to everybody: looking up links, withdrawing forwards. */
function withJobs(
  publisher: Publisher,
  { previewing, telling }: { previewing: Previewing; telling: Telling },
): Publisher {
  return {
    ...publisher,
    publish(events) {
      publisher.publish(events);
      if (wakesPreviews(events)) previewing.wake();
      if (wakesTelling(events)) telling.wake();
    },
  };
}

async function seed(local: LocalParts): Promise<void> {
  const { seedWorkspace } = await local.seed();
  await step("Workspace", async () => void (await seedWorkspace((line) => console.log(`    \x1b[90m${line}\x1b[0m`))));
}

function hostToBind({ HOST, NODE_ENV }: Env, localIdentity: boolean): string {
  return HOST ?? (NODE_ENV === "production" && !localIdentity ? "0.0.0.0" : "localhost");
}

/** What Next, Clerk's SDKs and `lib/auth` read from the environment, defaults included. */
function completion({ given, appUrl, port }: { given: Env; appUrl: string; port: number }): Record<string, string> {
  return {
    APP_URL: appUrl,
    PORT: String(port),
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: given.NEXT_PUBLIC_CLERK_SIGN_IN_URL,
    NEXT_PUBLIC_CLERK_SIGN_UP_URL: given.NEXT_PUBLIC_CLERK_SIGN_UP_URL,
    NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: "1",
    CLERK_TELEMETRY_DISABLED: "1",
    NEXT_PUBLIC_CLERK_KEYLESS_DISABLED: "1",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** The process's log, by the environment as far as it can be read. */
export function logFor(env: Env): Logger {
  return createLog({ level: env.LOG_LEVEL, pretty: env.NODE_ENV !== "production" });
}
