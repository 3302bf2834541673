import type { LocalClerkKeys } from "./keys.ts";
import type { SignInAttempt } from "./sign-in.ts";
import type { SignUpAttempt } from "./sign-up.ts";
import type { FailureLimit } from "./failure-limit.ts";
import type { LocalStore } from "./store.ts";
import type { LocalWebhook } from "./webhooks.ts";

/** What every part of the stand-in works on. */
export type StandIn = {
  /** The only origin it serves, such as `http://localhost:3000`. */
  origin: string;
  keys: LocalClerkKeys;
  store: LocalStore;
  /** Sign-ins in progress by client id, and sign-ups likewise: in memory only, for they hold passwords. */
  signIns: Map<string, SignInAttempt>;
  signUps: Map<string, SignUpAttempt>;
  failures: FailureLimit;
  /** Sends a webhook in the background. */
  announce(webhook: LocalWebhook): void;
};
