// Debian's ejabberd as a process of its own, with its archive of rooms in a database of the bench's Postgres: another
// server that keeps what it delivers. It lets anybody in and limits nothing, so what it does is only that.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "../bench-database.ts";
import { CpuMeter } from "../cpu.ts";
import { end } from "../subject.ts";
import { until } from "../../support/until.ts";
import { canConnect } from "../xmpp-socket.ts";

const PROGRAM = "/usr/sbin/ejabberdctl";
const SCHEMA = "/usr/share/ejabberd/sql/pg.sql";
const LIBRARIES = "/usr/lib/x86_64-linux-gnu";

export type Ejabberd = { port: number; meter: CpuMeter; archived(): Promise<number>; stop(): Promise<void> };

export const ejabberdMissing = (): string | null =>
  existsSync(PROGRAM) && existsSync(SCHEMA) ? null : "ejabberd is not installed (Debian's package ejabberd)";

/** Starts it over an empty database; the stop takes its files along. */
export async function startEjabberd(options: {
  port: number;
  databaseUrl: string;
  postmaster: number;
}): Promise<Ejabberd> {
  const { port, databaseUrl, postmaster } = options;
  await once(databaseUrl, readFileSync(SCHEMA, "utf8"));
  const dir = mkdtempSync(join(tmpdir(), "confab-ejabberd-"));
  const config = join(dir, "ejabberd.yml");
  writeFileSync(config, JSON.stringify(configuration(port, new URL(databaseUrl))));
  const libraries = readdirSync(LIBRARIES).filter((name) => name.startsWith("ejabberd-"));
  const child = spawn(
    "erl",
    ["-noinput", "+K", "true", "-mnesia", "dir", JSON.stringify(join(dir, "mnesia")), "-s", "ejabberd"],
    {
      env: {
        PATH: process.env.PATH,
        HOME: dir,
        ERL_LIBS: [LIBRARIES, ...libraries.map((name) => join(LIBRARIES, name))].join(":"),
        EJABBERD_CONFIG_PATH: config,
        EJABBERD_LOG_PATH: join(dir, "ejabberd.log"),
        SPOOL_DIR: dir,
        NODE_ENV: "production",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const stop = async () => {
    await end(child);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await until(
      "ejabberd is ready",
      () => {
        if (child.exitCode !== null) throw new Error(`ejabberd ended with code ${child.exitCode}.`);
        return canConnect(port);
      },
      60_000,
    );
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${output}`, { cause: error });
  }
  return {
    port,
    meter: new CpuMeter({ pids: [child.pid as number], postmaster }),
    archived: async () =>
      (await once<{ count: number }>(databaseUrl, `SELECT count(*)::int AS count FROM archive`))[0]?.count ?? 0,
    stop,
  };
}

/** YAML takes JSON. Only what a room with an archive needs. */
function configuration(port: number, { hostname, port: sqlPort, pathname, username, password }: URL): object {
  return {
    hosts: ["localhost"],
    loglevel: "error",
    listen: [{ port, ip: "127.0.0.1", module: "ejabberd_c2s", max_stanza_size: 65_536, access: "all" }],
    auth_method: ["anonymous"],
    anonymous_protocol: "sasl_anon",
    allow_multiple_connections: true,
    default_db: "sql",
    sql_type: "pgsql",
    sql_server: hostname,
    sql_port: Number(sqlPort),
    sql_database: pathname.slice(1),
    sql_username: decodeURIComponent(username),
    sql_password: decodeURIComponent(password),
    sql_pool_size: 8,
    modules: {
      mod_muc: {
        access: "all",
        access_create: "all",
        access_persistent: "all",
        max_users: 2_000,
        history_size: 0,
        default_room_options: { mam: true, persistent: true },
      },
      mod_mam: { default: "always", db_type: "sql" },
    },
  };
}
