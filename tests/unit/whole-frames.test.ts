import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io as connect } from "socket.io-client";
import { expect, test } from "vitest";
import type { LiveServer } from "../../server/sockets/live.ts";
import { writeFramesWhole } from "../../server/sockets/whole-frames.ts";

type Sender = { _sender: { sendFrame(list: Buffer[], done?: () => void): void } };
type Connection = { transport: { socket: Sender } };

test("F2: a broadcast is one buffer for every socket, whatever its size, and arrives as it was", async () => {
  const http = createServer();
  const io: LiveServer = new Server(http, { transports: ["websocket"] });
  writeFramesWhole(io);
  const pieces: number[] = [];
  io.on("connection", ({ conn }) => {
    const sender = (conn as unknown as Connection).transport.socket._sender;
    const sendFrame = sender.sendFrame.bind(sender);
    sender.sendFrame = (list, done) => {
      pieces.push(list.length);
      sendFrame(list, done);
    };
  });
  await new Promise<void>((resolve) => http.listen(0, resolve));
  const clients = [1, 2].map(() =>
    connect(`http://localhost:${(http.address() as AddressInfo).port}`, { transports: ["websocket"], forceNew: true }),
  );
  await Promise.all(clients.map((client) => new Promise<void>((resolve) => client.on("connect", resolve))));

  const bodies = ["a", "é".repeat(40), "b".repeat(125), "ß🦜".repeat(5_000), "c".repeat(70_000)];
  const heard = clients.map(
    (client) =>
      new Promise<string[]>((resolve) => {
        const told: string[] = [];
        client.on("typing", ({ threadId }: { threadId: string }) => {
          if (told.push(threadId) === bodies.length) resolve(told);
        });
      }),
  );
  pieces.length = 0;
  for (const body of bodies) io.emit("typing", { threadId: body, userId: "" });
  expect(await Promise.all(heard)).toEqual([bodies, bodies]);
  expect(pieces).toEqual(Array.from({ length: 2 * bodies.length }, () => 1));

  for (const client of clients) client.close();
  await io.close();
});
