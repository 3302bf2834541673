// `npm run seed`: fills an empty local database with the workspace that a fresh clone shows.
import { authMode } from "../lib/auth/mode.ts";
import { withOfflineProcess } from "./offline-process.ts";
import { seedWorkspace } from "./seed/seed-workspace.ts";

process.exitCode = await withOfflineProcess(async () => {
  if (authMode(process.env) !== "local") {
    console.error("The seed's people can only sign in under local identity. Nothing was written.");
    return 1;
  }
  const seeded = await seedWorkspace(console.log);
  console.log(seeded ? "Seeded." : "Somebody is here already; nothing was written.");
  return 0;
});
