import { setTimeout as wait } from "node:timers/promises";
import { Webhook } from "svix";
import { deviceView } from "./device.ts";
import type { LocalClerkKeys } from "./keys.ts";
import { backendUserView, sessionView } from "./shapes.ts";
import { localId, type LocalSession, type LocalUser } from "./store.ts";

/** An event in Clerk's words. */
export type LocalWebhook = {
  type: `user.${"created" | "updated" | "deleted"}` | `session.${"created" | "ended" | "removed" | "revoked"}`;
  data: object;
};

const RETRY_AFTER_MS = [0, 500, 2_000, 10_000];
/** Long: the first delivery in development waits for the route to be compiled. */
const ANSWER_WITHIN_MS = 30_000;

export function userWebhook(type: "user.created" | "user.updated", user: LocalUser): LocalWebhook {
  return { type, data: backendUserView(user) };
}

export function userDeletedWebhook(user: LocalUser): LocalWebhook {
  return { type: "user.deleted", data: { object: "user", id: user.id, deleted: true, external_id: user.externalId } };
}

export function sessionWebhook(
  type: "session.created" | "session.ended" | "session.removed" | "session.revoked",
  session: LocalSession,
  user: LocalUser | undefined,
): LocalWebhook {
  return {
    type,
    data: {
      ...sessionView(session),
      latest_activity: deviceView(session.userAgent),
      user: user ? backendUserView(user) : null,
    },
  };
}

/**
 * Delivers webhooks to `url` as Clerk does: signed by Svix, at least once, in no promised order, retried a few times
 * with the same id. `log` hears of those that were given up.
 */
export function createWebhookSender({
  keys,
  url,
  log,
}: {
  keys: LocalClerkKeys;
  url: string;
  log: (line: string) => void;
}) {
  const signer = new Webhook(keys.webhookSecret);
  const stopped = new AbortController();

  async function deliver({ type, data }: LocalWebhook): Promise<void> {
    const svixId = localId("msg");
    const body = JSON.stringify({
      data,
      object: "event",
      type,
      timestamp: Date.now(),
      instance_id: keys.keyId,
      event_attributes: { http_request: { client_ip: "127.0.0.1", user_agent: "local identity" } },
    });
    for (const delay of RETRY_AFTER_MS) {
      await wait(delay, undefined, { signal: stopped.signal, ref: false });
      if (await post(svixId, body)) return;
    }
    log(`local identity: gave up delivering ${type}; the address ${url} did not accept it`);
  }

  async function post(svixId: string, body: string): Promise<boolean> {
    const at = new Date();
    const headers = {
      "content-type": "application/json",
      "svix-id": svixId,
      "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
      "svix-signature": signer.sign(svixId, at, body),
    };
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    try {
      const answer = await fetch(url, { method: "POST", headers, body, signal });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      // Not listening yet, or restarting: the next attempt finds out.
      return false;
    }
  }

  return {
    announce(webhook: LocalWebhook): void {
      deliver(webhook).catch((error: unknown) => {
        if (!stopped.signal.aborted) log(`local identity: webhook ${webhook.type} failed: ${String(error)}`);
      });
    },
    close(): void {
      stopped.abort();
    },
  };
}
