import { testPostgres } from "./database.ts";
import { startAppServer } from "./app-server.ts";

/** Before the journeys: the built server on the seeded workspace. Its address is the environment's E2E_URL, its database E2E_DATABASE_URL. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.E2E_URL !== undefined) return async () => {};
  const postgres = await testPostgres();
  const server = await startAppServer({ seed: true, env: { LIMIT_SCALE: "50" } });
  process.env.E2E_URL = server.url;
  process.env.E2E_DATABASE_URL = server.databaseUrl;
  return async () => {
    const code = await server.stop();
    await postgres.stop();
    if (code !== 0) throw new Error(`The server did not stop cleanly (code ${String(code)}):\n${server.output()}`);
  };
}
