import { setTimeout as wait } from "node:timers/promises";
import { Server } from "socket.io";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLog } from "../../lib/log.ts";
import { connectRedis } from "../../server/boot/redis.ts";
import type { Delivery } from "../../server/sockets/fan-out.ts";
import { createRelay } from "../../server/sockets/relay.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.stop());

/** One node's, and what it hears of the others. */
function openRelay() {
  const io = new Server();
  const connection = connectRedis(redis.url, createLog({ level: "fatal", pretty: true }));
  const heard: Delivery[] = [];
  const relay = createRelay(io, connection);
  relay.listen((delivery) => heard.push(delivery));
  return {
    heard,
    send: relay.send,
    entries: () => connection.xlen("confab:sockets"),
    close() {
      relay.close();
      void io.of("/").adapter.close();
      connection.disconnect();
    },
  };
}

it("F5: what is sent first, after longer than a command of the writer's may take, reaches the other nodes", async () => {
  const [a, b] = [openRelay(), openRelay()];
  try {
    await wait(3_000);
    const placed = await a.entries();
    expect(placed, "each reader has read something").toBeGreaterThan(0);
    const typing: Delivery = { type: "typing", threadId: "t", userId: "u" };
    a.send(typing);
    await until("the other node hears it", () => b.heard.length > 0);
    expect(b.heard).toEqual([typing]);
    expect(a.heard, "its own is not for it").toEqual([]);
    expect(await a.entries(), "nothing else is written once both have a place").toBe(placed + 1);
  } finally {
    a.close();
    b.close();
  }
}, 20_000);
