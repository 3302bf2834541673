import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { notFound } from "./api-error.ts";
import type { StandIn } from "./stand-in.ts";

const BUNDLE = /^\/npm\/@clerk\/(clerk-js|ui)@[\w.-]+\/dist\/([\w.-]+\.js)$/;
const AVATAR = /^\/avatar\/(user_\w+)\.svg$/;
const gzipAsync = promisify(gzip);

/** Chunks carry their package's version in their name, so they never change. */
const VERSIONED = /_\d+\.\d+\.\d+\.js$/;

/**
 * Serves what Clerk's pages load besides its APIs: the browser bundles, from the installed packages, and a picture for
 * each account. Answers whether `path` was such a thing.
 */
export async function serveAsset(
  standIn: StandIn,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const bundle = BUNDLE.exec(path);
  if (bundle?.[1] && bundle[2]) {
    await serveBundle(bundle[1], bundle[2], request, response);
    return true;
  }
  const userId = AVATAR.exec(path)?.[1];
  if (userId === undefined) return false;
  const user = standIn.store.read().users[userId];
  response
    .writeHead(200, {
      "content-type": "image/svg+xml",
      "content-security-policy": "default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-cache",
    })
    .end(avatar(userId, user?.firstName ?? user?.email ?? "?"));
  return true;
}

/** Compressed bundles by path and etag: a page loads a few, again and again. */
const compressed = new Map<string, Promise<Buffer>>();

async function serveBundle(
  name: string,
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = join(bundleFolder(name), file);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw notFound(`@clerk/${name} has no ${file}`);
  const etag = `"${stats.size.toString(36)}-${Math.floor(stats.mtimeMs).toString(36)}"`;
  const lifetime = VERSIONED.test(file) ? "public, max-age=31536000, immutable" : "public, max-age=300";
  const headers = { etag, "cache-control": lifetime, vary: "accept-encoding", "x-content-type-options": "nosniff" };
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const zipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  const body = zipped ? await compress(path, etag) : await readFile(path);
  response
    .writeHead(200, {
      ...headers,
      "content-type": "text/javascript; charset=utf-8",
      "content-length": body.length,
      ...(zipped ? { "content-encoding": "gzip" } : {}),
    })
    .end(body);
}

function compress(path: string, etag: string): Promise<Buffer> {
  const key = `${path} ${etag}`;
  const known = compressed.get(key);
  if (known) return known;
  const made = readFile(path).then((bytes) => gzipAsync(bytes));
  made.catch(() => compressed.delete(key));
  compressed.set(key, made);
  return made;
}

function bundleFolder(name: string): string {
  // Resolved where it is used, so that a production install without these development packages still starts.
  const resolve = createRequire(import.meta.url).resolve;
  return name === "ui" ? join(dirname(resolve("@clerk/ui/package.json")), "dist") : dirname(resolve("@clerk/clerk-js"));
}

function avatar(userId: string, name: string): string {
  const initial = (name[0] ?? "?").toUpperCase().replace(/[^\p{L}\p{N}]/u, "?");
  const hue = [...userId].reduce((sum, character) => sum + character.charCodeAt(0) * 7, 0) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 45% 42%)"/><text x="40" y="53" font-size="36" text-anchor="middle" font-family="sans-serif" fill="#fff">${initial}</text></svg>`;
}
