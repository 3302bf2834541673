import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { parseClerkPerson } from "../auth/clerk-person.ts";
import type { Sql } from "../db.ts";
import type { SignUpPolicy } from "./admit-person.ts";
import { planRetireUser, type RetireOutcome, retireUser } from "./retire-user.ts";
import { runSystem, type SystemContext, type SystemPlan } from "./run-system.ts";
import { beginSession, clerkSession, finishSession, type SessionEnd } from "./sync-session.ts";
import { planSyncUser, type SyncOutcome, syncUser } from "./sync-user.ts";

/** A webhook whose signature has been verified. */
export type VerifiedWebhook = { svixId: string; type: string; data: unknown };

/** What came of it. `repeat`: this delivery was here before and changed nothing now; `ignored`: not a type of ours. */
export type WebhookOutcome = SyncOutcome | RetireOutcome | "begun" | "known" | "ended" | "repeat" | "ignored";

type Effect = { plan(sql: Sql): Promise<SystemPlan>; work(context: SystemContext): Promise<WebhookOutcome> };

/**
 * Applies a webhook once, whatever the order and number of its deliveries (IDENTITY, Webhooks): the delivery's id is
 * stored under a unique key in the transaction of its effect. @throws ZodError where the data is not Clerk's.
 */
export async function receiveWebhook(
  webhook: VerifiedWebhook,
  { policy, requestId }: { policy: SignUpPolicy; requestId?: string | undefined },
): Promise<WebhookOutcome> {
  const { plan, work } = effectOf(webhook, policy);
  return runSystem(
    plan,
    async (context) => {
      if (!(await storeDelivery(context.sql, webhook))) return "repeat";
      const outcome = await work(context);
      await context.sql.rows(`UPDATE "WebhookDelivery" SET outcome = $2 WHERE "svixId" = $1`, [
        webhook.svixId,
        outcome,
      ]);
      return outcome;
    },
    requestId,
  );
}

const deletedUser = z.object({ id: z.string().min(1).max(255) });
/** Session events may come before their user is known, and change no row that others order by. */
const nothingToLock = async (): Promise<SystemPlan> => ({ userId: uuidv7(), locks: [] });

function effectOf({ type, data }: VerifiedWebhook, policy: SignUpPolicy): Effect {
  switch (type) {
    case "user.created":
    case "user.updated": {
      const person = parseClerkPerson(data);
      return {
        plan: (sql) => planSyncUser(sql, person.clerkId),
        work: (context) => syncUser(context, { person, policy }),
      };
    }
    case "user.deleted": {
      const { id } = deletedUser.parse(data);
      return { plan: (sql) => planRetireUser(sql, id), work: (context) => retireUser(context, id) };
    }
    case "session.created": {
      const session = clerkSession.parse(data);
      return { plan: nothingToLock, work: (context) => beginSession(context, session) };
    }
    case "session.ended":
    case "session.removed":
    case "session.revoked": {
      const session = clerkSession.parse(data);
      const end = type.slice("session.".length) as SessionEnd;
      return { plan: nothingToLock, work: (context) => finishSession(context, session, end) };
    }
    default:
      return { plan: nothingToLock, work: async () => "ignored" };
  }
}

/** False where this delivery is known. A twin in flight makes this wait for its end. */
async function storeDelivery(sql: Sql, { svixId, type }: VerifiedWebhook): Promise<boolean> {
  const rows = await sql.rows(
    `INSERT INTO "WebhookDelivery" ("svixId", type, outcome) VALUES ($1, $2, 'begun') ON CONFLICT ("svixId") DO NOTHING RETURNING 1`,
    [svixId, type.slice(0, 100)],
  );
  return rows.length > 0;
}
