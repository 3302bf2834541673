import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "svix";
import type { Fault, FaultRun } from "../run-fault.ts";
import { underLoad } from "./under-load.ts";

type Delivery = { id: string; type: string; data: Record<string, unknown> };

const VERSIONS = 5;
/** Each delivery comes so often, at once and to any process. */
const TIMES = 10;
const LANES = 24;

/**
 * Clerk's news of many people at once, each delivery ten times, out of order, and with the deleted among them: everything
 * is applied once, the newest wins, and a tombstone stays one. Those who write do not notice.
 */
export const webhookStorm: Fault = {
  name: "a storm of webhooks",
  nodes: 2,
  run: (run) =>
    underLoad(run, async () => {
      const deliver = await openDelivery(run);
      for (const _ of run.rounds({ quick: 1, whole: 1 })) {
        const people = Array.from({ length: run.quick ? 4 : 100 }, () => `user_${randomBytes(8).toString("hex")}`);
        const deliveries = people.flatMap((id) => newsOf(id));
        const storm = shuffled(
          deliveries.flatMap((delivery) => Array.from({ length: TIMES }, () => delivery)),
          run.dice,
        );
        const next = storm.values();
        const lane = async () => {
          for (const delivery of next) await deliver(delivery);
        };
        const begun = performance.now();
        await Promise.all(Array.from({ length: LANES }, lane));
        run.note(`${storm.length} webhooks in ${Math.round((performance.now() - begun) / 100) / 10} s`);
        await judge(run, { people, deliveries });
      }
    }),
};

/** Created, changed, and for every third deleted before the last change. */
function newsOf(id: string): Delivery[] {
  const changes = Array.from({ length: VERSIONS }, (_, n) => ({
    id: `msg_${randomUUID()}`,
    type: n === 0 ? "user.created" : "user.updated",
    data: personData(id, n + 1),
  }));
  const isGone = Number.parseInt(id.slice(-2), 16) % 3 === 0;
  return isGone
    ? [...changes, { id: `msg_${randomUUID()}`, type: "user.deleted", data: { id, deleted: true } }]
    : changes;
}

const personData = (id: string, version: number) => ({
  id,
  object: "user",
  username: null,
  first_name: "Storm",
  last_name: `Version ${version}`,
  image_url: "https://img.clerk.com/default",
  has_image: false,
  primary_email_address_id: "idn_1",
  email_addresses: [{ id: "idn_1", email_address: `${id}@example.org`, verification: { status: "verified" } }],
  updated_at: version * 1_000,
});

/** Sends again what is not answered with yes, as Clerk does. */
async function openDelivery(run: FaultRun): Promise<(delivery: Delivery) => Promise<void>> {
  const link = await run.link();
  const signer = new Webhook(run.world.webhookSecret);
  return async ({ id, type, data }) => {
    for (let tries = 0; tries < 50; tries += 1) {
      const at = new Date();
      const body = JSON.stringify({ type, data, object: "event", timestamp: at.getTime() });
      const headers = {
        "content-type": "application/json",
        "svix-id": id,
        "svix-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "svix-signature": signer.sign(id, at, body),
      };
      const status = await fetch(`${link.url}/api/webhooks/clerk`, { method: "POST", headers, body }).then(
        async (answer) => (await answer.text(), answer.status),
        () => 0,
      );
      if (status === 200) return;
      if (status >= 400 && status < 500 && status !== 429)
        return run.expect(false, `a webhook of ${type} was refused with ${status}`);
      await sleep(100 + 100 * Math.random());
    }
    run.expect(false, `a webhook of ${type} was never taken`);
  };
}

async function judge(run: FaultRun, { people, deliveries }: { people: string[]; deliveries: Delivery[] }) {
  const rows = await run.world.sql<{ clerkId: string; status: string; displayName: string }>(
    `SELECT "clerkId", status::text AS status, "displayName" FROM "User" WHERE "clerkId" = ANY ($1::text[])`,
    [people],
  );
  const gone = new Set(deliveries.flatMap(({ type, data }) => (type === "user.deleted" ? [data.id] : [])));
  for (const id of people) {
    const own = rows.filter(({ clerkId }) => clerkId === id);
    if (gone.has(id)) {
      run.expect(
        own.every(({ status }) => status === "DELETED"),
        `${id} was deleted and is there again`,
      );
      continue;
    }
    run.expect(own.length === 1, `${id} is there ${own.length} times`);
    run.expect(
      own[0]?.displayName === `Storm Version ${VERSIONS}`,
      `${id} is "${own[0]?.displayName}", not the newest`,
    );
  }
  const [stored] = await run.world.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM "WebhookDelivery" WHERE "svixId" = ANY ($1::text[]) AND outcome <> 'begun'`,
    [deliveries.map(({ id }) => id)],
  );
  run.expect(stored?.n === deliveries.length, `${stored?.n} of ${deliveries.length} deliveries were applied`);
}

function shuffled<T>(items: T[], dice: (sides: number) => number): T[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = dice(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}
