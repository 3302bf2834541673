import { dropLeftOverDatabases, prepareTemplate, testPostgres } from "./database.ts";

/** Before the projects that need services: Postgres is up and its template migrated, so no test pays for it. */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await testPostgres();
  await dropLeftOverDatabases();
  await prepareTemplate();
  return async () => {
    await dropLeftOverDatabases();
    await postgres.stop();
  };
}
