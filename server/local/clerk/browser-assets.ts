import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { notFound } from "./api-error.ts";
import type { StandIn } from "./stand-in.ts";

const BUNDLE = /^\/npm\/@clerk\/(clerk-js|ui)@[\w.-]+\/dist\/([\w.-]+\.js)$/;
const AVATAR = /^\/avatar\/(user_\w+)\.svg$/;
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
  response.setHeader("etag", etag);
  response.setHeader("cache-control", VERSIONED.test(file) ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, {
    "content-type": "text/javascript; charset=utf-8",
    "content-length": stats.size,
    "x-content-type-options": "nosniff",
  });
  // A browser that leaves in the middle of a bundle is no error of ours.
  await pipeline(createReadStream(path), response).catch(() => undefined);
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
