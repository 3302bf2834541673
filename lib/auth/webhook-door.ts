import { Webhook, WebhookVerificationError } from "svix";
import { z } from "zod";
import { receiveWebhook, type VerifiedWebhook, type WebhookOutcome } from "../commands/receive-webhook.ts";
import { AppError } from "../errors.ts";
import { processSlot } from "../process.ts";
import { readBytes } from "../request-body.ts";
import { signUpPolicy } from "./sign-up-policy.ts";

/** A user with a hundred addresses and full metadata stays well below. Bytes. */
const BODY_MAX = 256 * 1024;

const webhookEvent = z.object({ type: z.string().min(1).max(100), data: z.record(z.string(), z.unknown()) });
const deliveryId = z.string().regex(/^[\w.-]{1,128}$/);

/**
 * The door of Clerk's webhooks: verifies the signature over the raw body (within five minutes), then applies it once.
 * @throws AppError UNAUTHENTICATED for a signature that is not Clerk's, INVALID for a body that is not Clerk's,
 * TOO_LARGE, RATE_LIMITED, or UNAVAILABLE where no signing secret is set.
 */
export async function receiveClerkWebhook(request: Request, requestId: string): Promise<WebhookOutcome> {
  const { limits, log } = processSlot();
  await limits.enforce("webhook", request.headers.get("x-confab-address") ?? "unknown");
  const webhook = await verify(request);
  const outcome = await applyOnce(webhook, requestId);
  log.info({ webhook: webhook.type, svixId: webhook.svixId, outcome, requestId }, "webhook received");
  if (outcome === "lastOwner")
    log.error({ svixId: webhook.svixId }, "the last OWNER was deleted: npm run admin -- promote-owner <email>");
  return outcome;
}

async function verify(request: Request): Promise<VerifiedWebhook> {
  const secret = process.env.CLERK_WEBHOOK_SIGNING_SECRET;
  if (!secret) throw new AppError("UNAVAILABLE", "CLERK_WEBHOOK_SIGNING_SECRET is not set.");
  const body = Buffer.from(await readBytes(request, BODY_MAX)).toString("utf8");
  const svixId = deliveryId.safeParse(request.headers.get("svix-id"));
  if (!svixId.success) throw new AppError("UNAUTHENTICATED", "The webhook is not signed.");
  try {
    new Webhook(secret).verify(body, {
      "svix-id": svixId.data,
      "svix-timestamp": request.headers.get("svix-timestamp") ?? "",
      "svix-signature": request.headers.get("svix-signature") ?? "",
    });
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    throw new AppError("UNAUTHENTICATED", "The webhook's signature is not valid.");
  }
  const event = webhookEvent.safeParse(parseJson(body));
  if (!event.success) throw new AppError("INVALID", "The webhook is not an event.");
  return { svixId: svixId.data, ...event.data };
}

async function applyOnce(webhook: VerifiedWebhook, requestId: string): Promise<WebhookOutcome> {
  try {
    return await receiveWebhook(webhook, { policy: signUpPolicy(), requestId });
  } catch (error) {
    if (error instanceof z.ZodError) throw new AppError("INVALID", `The data is not that of ${webhook.type}.`);
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
