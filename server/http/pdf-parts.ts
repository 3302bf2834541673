import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { pdfPartsPath } from "../../lib/contract/attachment-paths.ts";
import type { Interceptor } from "./request-listener.ts";

/** Never more than these: the package's scripting, its viewer and its sources stay where they are. */
const PART =
  /^(?:build\/pdf\.(?:worker|renderer)\.min\.mjs|(?:cmaps|standard_fonts|iccs)\/[\w-]+(?:\.[\w-]+)*|wasm\/(?:openjpeg|jbig2|qcms_bg)[\w]*\.(?:wasm|js))$/;
const TYPES: Record<string, string> = {
  ".mjs": "text/javascript; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * What the reader of PDFs runs in: its policy counts for the workers that are loaded from here, so code of a document has
 * nothing to be evaluated by and nowhere to go but to the fonts and tables beside it.
 */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** The parts of pdf.js that a page loads when somebody opens a PDF, from our own host: public, and never changing. */
export function createPdfParts(): Interceptor {
  const manifest = createRequire(import.meta.url).resolve("pdfjs-dist/package.json");
  const { version } = createRequire(import.meta.url)(manifest) as { version: string };
  const base = pdfPartsPath(version);
  return async (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (!path.startsWith(base) || (request.method !== "GET" && request.method !== "HEAD")) return false;
    const part = path.slice(base.length);
    if (!PART.test(part)) return false;
    const file = join(dirname(manifest), part);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) return false;
    response.setHeader("content-type", TYPES[extname(part)] ?? "application/octet-stream");
    response.setHeader("content-length", found.size);
    response.setHeader("content-security-policy", WORKER_POLICY);
    response.setHeader("cache-control", "public, max-age=31536000, immutable");
    response.writeHead(200);
    if (request.method === "HEAD") response.end();
    else await pipeline(createReadStream(file), response).catch(() => response.destroy());
    return true;
  };
}
