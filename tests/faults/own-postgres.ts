// A Postgres of the run's own, so that it can be killed: durable, unlike that of other tests.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { applyMigrations } from "../../prisma/migration-steps.ts";
import { clusterUrl, isAlive, startCluster, stopCluster } from "../../server/local/postgres-cluster.ts";
import { preparePostgresHome } from "../../server/local/postgres-home.ts";
import { until } from "../support/until.ts";
import { onEarlyEnd } from "./left-behind.ts";

export type OwnPostgres = {
  /** Whose files it works with, where that is somebody else than we. */
  owner: { uid: number; gid: number } | undefined;
  /** Changes with every start. */
  port(): number;
  /** Connection string of a database, by the port of a proxy before it, or the present one of the server itself. */
  url(database: string, port?: number): string;
  /** A database with every migration and no rows. */
  createDatabase(name: string): Promise<void>;
  /** Ends it without a word, or by its immediate stop; what was committed is kept. */
  kill(signal?: "SIGKILL" | "SIGQUIT"): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const dir = mkdtempSync(join(tmpdir(), "confab-faults-postgres-"));
  chmodSync(dir, 0o711);
  const home = preparePostgresHome(dir, () => undefined);
  const options = { home, dir, disposable: false, log: () => undefined };
  let cluster = await startCluster(options);
  const leave = onEarlyEnd(() => isAlive(cluster.pid) && process.kill(cluster.pid, "SIGQUIT"));
  const url: OwnPostgres["url"] = (database, port = cluster.port) => clusterUrl(dir, port, database);

  return {
    owner: home.runAs,
    port: () => cluster.port,
    url,
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: url("postgres") });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      await applyMigrations(url(name));
    },
    async kill(signal = "SIGKILL") {
      process.kill(cluster.pid, signal);
      await until("Postgres is dead", () => !isAlive(cluster.pid));
      // Its workers notice within a moment; a new server must not meet them.
      await sleep(200);
    },
    async start() {
      cluster = await startCluster(options);
    },
    async close() {
      leave();
      await stopCluster(cluster.pid);
      rmSync(home.dataDir, { recursive: true, force: true });
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
