import { AppError } from "./errors.ts";
import { processSlot } from "./process.ts";

/**
 * Refuses a write that another site's page made the browser send (CSRF). A browser names its page in `Origin`; a request
 * without one must say `Sec-Fetch-Site: same-origin`, or carry no cookie at all, and then it brings its own token.
 */
export function requireOwnOrigin(request: Pick<Request, "headers">): void {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (origin !== null) {
    if (origin === processSlot().env.APP_URL && (site === null || site === "same-origin")) return;
  } else if (site === "same-origin" || (site === null && !request.headers.has("cookie"))) return;
  throw new AppError("ORIGIN", "This request did not come from Confab's own page.");
}
