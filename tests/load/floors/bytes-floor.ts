// F7, a process of its own: writes the bodies it is sent to files, and nothing else. It asks nobody, knows no offset and
// looks at nothing.
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

const dir = mkdtempSync(join(tmpdir(), "confab-floor-"));
let count = 0;
const http = createServer((request, response) => {
  pipeline(request, createWriteStream(join(dir, String(count++)))).then(
    () => response.writeHead(204).end(),
    () => response.destroy(),
  );
});

const end = () => {
  rmSync(dir, { recursive: true, force: true });
  process.exit(0);
};
process.on("disconnect", end);
process.on("SIGTERM", end);
http.listen(Number(process.env.PORT), "localhost", () => process.send?.("ready"));
