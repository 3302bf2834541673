import type { LoadedClerk } from "@clerk/nextjs/types";
import type { GetToken } from "../../lib/client/api.ts";

/** What Clerk's script leaves on the page before it is started. */
type StartableClerk = LoadedClerk & { load: (options: Record<string, unknown>) => Promise<void> };

/** How long until a script that could not be loaded is asked for again, in ms. */
const RETRY = 3_000;
/** How long it may take to come, in ms. */
const PATIENCE = 10_000;

let loading: Promise<LoadedClerk> | null = null;

const found = (): StartableClerk | undefined => (window as unknown as { Clerk?: StartableClerk }).Clerk;

/** Clerk as the workspace needs it, for tokens and the way out; the script is put there by `<ClerkScript>`. */
export function loadClerk(): Promise<LoadedClerk> {
  loading ??= start();
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

async function start(): Promise<LoadedClerk> {
  const clerk = found() ?? (await untilLoaded());
  // The sign-in page, which shows Clerk's own components, may have started it already.
  if (!clerk.loaded) {
    const script = scriptTag();
    // Starting it takes 40 ms. Whoever asks is busy drawing the workspace; a key pressed meanwhile comes in between.
    await new Promise((resolve) => setTimeout(resolve));
    await clerk.load({
      signInUrl: script?.dataset.signInUrl,
      signUpUrl: script?.dataset.signUpUrl,
      afterSignOutUrl: "/sign-in",
      telemetry: false,
      unsafe_disableDevelopmentModeConsoleWarning: script?.dataset.quiet !== undefined,
    });
  }
  return clerk;
}

const scriptTag = () => document.querySelector<HTMLScriptElement>("script[data-clerk-js-script]");

/** Waits for the script, and asks for it again as long as it does not come: nobody is shut out by one lost request. */
async function untilLoaded(): Promise<StartableClerk> {
  for (;;) {
    const script = scriptTag();
    const clerk = found() ?? (script && (await settled(script)));
    if (clerk) return clerk;
    await new Promise((resolve) => setTimeout(resolve, RETRY));
    if (script && !found()) script.replaceWith(copyOf(script));
  }
}

/** Whether it came or failed before anybody listened cannot be known: after a while one looks. */
const settled = (script: HTMLScriptElement) =>
  new Promise<StartableClerk | undefined>((resolve) => {
    const look = () => resolve(found());
    script.addEventListener("load", look, { once: true });
    script.addEventListener("error", look, { once: true });
    setTimeout(look, PATIENCE);
  });

/** A script that has failed does not run again: another element with the same attributes does. */
function copyOf(script: HTMLScriptElement): HTMLScriptElement {
  const copy = document.createElement("script");
  for (const { name, value } of script.attributes) copy.setAttribute(name, value);
  copy.nonce = script.nonce;
  return copy;
}

/**
 * A token of the session, null once it is over. `atOnce`: null as well while Clerk is on its way, for requests that the
 * page's own cookie speaks for.
 */
export const sessionToken: GetToken = async ({ skipCache, atOnce } = {}) => {
  if (atOnce && !found()?.loaded) return null;
  const clerk = await loadClerk();
  return (await clerk.session?.getToken({ skipCache: skipCache ?? false })) ?? null;
};

/**
 * Ends this browser's session and goes to the sign-in page by a full page load: nothing of the person stays in memory,
 * and Clerk comes back with the components that the workspace does without.
 */
export async function signOut(): Promise<void> {
  const clerk = await loadClerk();
  // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- a page load, on purpose: see above.
  await clerk.signOut(() => window.location.assign("/sign-in"));
}
