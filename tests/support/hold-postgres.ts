// Run as a process of its own by local-postgres.test.ts, so that the test can kill it: holds the embedded Postgres
// of the folder in argv[2], says where it is, and lets go on SIGTERM.
import { startLocalPostgres } from "../../server/local/postgres.ts";

const dir = process.argv[2];
if (dir === undefined) throw new Error("usage: hold-postgres <dir> [durable]");
const postgres = await startLocalPostgres({ dir, disposable: process.argv[3] !== "durable" });
console.log(JSON.stringify({ url: postgres.url, pid: postgres.pid, port: postgres.port }));
const alive = setInterval(() => {}, 1000);
process.once("SIGTERM", () => {
  void postgres.stop().then(() => {
    clearInterval(alive);
    console.log("stopped");
  });
});
