/**
 * The path and query of `target` where it leads to this product, else `/`. For what comes in as `redirect_url`: a link
 * to us must not send people on to somebody else. `target` may be a full URL of `origin`.
 */
export function ownPath(target: unknown, origin = process.env.APP_URL ?? "http://localhost"): string {
  if (typeof target !== "string") return "/";
  const url = URL.parse(target, origin);
  if (!url || url.origin !== new URL(origin).origin) return "/";
  // "//" would be read as a host when the path is used on its own.
  return `${url.pathname.replace(/^\/{2,}/, "/")}${url.search}${url.hash}`;
}
