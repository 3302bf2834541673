import { testPostgres } from "./database.ts";
import { startAppServer } from "./app-server.ts";
import { findFreePort } from "./redis.ts";

/** Before the journeys: the built server on the seeded workspace. Its address is the environment's E2E_URL, its database E2E_DATABASE_URL, where its links may lead E2E_LINK_PORT. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.E2E_URL !== undefined) return async () => {};
  const postgres = await testPostgres();
  const linkPort = String(await findFreePort());
  const env = { LIMIT_SCALE: "50", PREVIEW_TEST_HOSTS: `127.0.0.1:${linkPort}` };
  const server = await startAppServer({ seed: true, env });
  process.env.E2E_LINK_PORT = linkPort;
  process.env.E2E_URL = server.url;
  process.env.E2E_DATABASE_URL = server.databaseUrl;
  return async () => {
    const code = await server.stop();
    await postgres.stop();
    if (code !== 0) throw new Error(`The server did not stop cleanly (code ${String(code)}):\n${server.output()}`);
  };
}
