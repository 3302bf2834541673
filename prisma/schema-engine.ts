// Prisma's own schema engine, as the WebAssembly that ships in npm, over node-postgres: what `prisma migrate` does,
// without the binary that it would download. Loaded by prisma/migrate.ts and the tests.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlQuery } from "@prisma/driver-adapter-utils";
import * as engineModule from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

export type SchemaEngine = engineModule.SchemaEngine;
export type { DiffTarget, MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";

type RawResult = { fields: { name: string; dataTypeID: number }[]; rows: unknown[] };
type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
/** The adapter's private step that hands a query to node-postgres. */
type WithPerformIO = { performIO(query: SqlQuery): Promise<RawResult> };

/** Postgres's internal one-byte type "char", and text. */
const charOid = 18;
const textOid = 25;

let loaded = false;

/** Runs `work` with the engine on one connection to `url`, which is closed afterwards. */
export async function withSchemaEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loadEngine();
  // One connection that never idles out: the engine's advisory lock belongs to it.
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    options: "-c lock_timeout=15000",
  });
  pool.on("error", () => {});
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(createFactory(pool));
    const engine = await engineModule.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

function loadEngine(): void {
  if (loaded) return;
  const file = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = new WebAssembly.Module(readFileSync(file.replace(/\.js$/, ".wasm")));
  const { exports } = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": engineModule });
  // The engine reports a panic through this name, which Prisma's command line defines too.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(`schema engine: ${message}`) },
  });
  engineModule.__wbg_set_wasm(exports);
  (exports["__wbindgen_start"] as (() => void) | undefined)?.();
  loaded = true;
}

function createFactory(pool: pg.Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => repairAdapter(await connect(), pool);
  return factory;
}

/** Two repairs that the adapter needs for migrations. */
function repairAdapter(adapter: Adapter, pool: pg.Pool): Adapter {
  // 1. It cuts scripts at every semicolon, also within the body of a function. Whole, a script is also one transaction.
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };

  // 2. It refuses "char", which the engine reads from the catalogue: hand it over as text, and say it is a character.
  const inner = adapter as unknown as WithPerformIO;
  const performIO = inner.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  let charColumns: number[] = [];
  inner.performIO = async (query) => {
    const result = await performIO(query);
    charColumns = result.fields.flatMap((field, place) => (field.dataTypeID === charOid ? [place] : []));
    const fields = result.fields.map((field) => ({
      ...field,
      dataTypeID: field.dataTypeID === charOid ? textOid : field.dataTypeID,
    }));
    return { ...result, fields };
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const place of charColumns) result.columnTypes[place] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}
