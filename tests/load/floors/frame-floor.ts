// F2, a process of its own: raw `ws` that speaks just enough of Socket.IO for the same clients, with each frame built
// once and written to every member's TCP socket. What is left is the kernel's work.
import { createServer } from "node:http";
import type { Socket } from "node:net";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import * as ws from "ws";
import { floorMessage, threadOfToken } from "./floor-message.ts";

/** Exported, and missing from its types. */
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, clientTracking: false });
const rooms = new Map<string, Set<Socket>>();
const heads = new Map<string, number>();

sockets.on("connection", (socket: WebSocket & { _socket?: Socket }) => {
  const tcp = socket._socket as Socket;
  let room: Set<Socket> | undefined;
  socket.send('0{"sid":"floor","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":65536}');
  socket.on("close", () => room?.delete(tcp));
  socket.on("message", (data: RawData) => {
    const text = (data as Buffer).toString();
    if (text.startsWith("40")) {
      const threadId = threadOfToken((JSON.parse(text.slice(2)) as { token: string }).token);
      room = rooms.get(threadId) ?? new Set();
      rooms.set(threadId, room.add(tcp));
      socket.send('40{"sid":"floor"}');
      return socket.send('42["ready",{"heads":{}}]');
    }
    const bracket = text.indexOf("[");
    const [, sent] = JSON.parse(text.slice(bracket)) as [string, { threadId: string; clientId: string; body: string }];
    const seq = (heads.get(sent.threadId) ?? 0) + 1;
    heads.set(sent.threadId, seq);
    const { answer, event } = floorMessage(sent, seq);
    socket.send(`43${text.slice(2, bracket)}${JSON.stringify([answer])}`);
    const frame = frameOf(`42${JSON.stringify(["events", [event]])}`);
    for (const member of room ?? []) member.write(frame);
  });
});

function frameOf(text: string): Buffer {
  const options = { fin: true, opcode: 1, mask: false, readOnly: false, rsv1: false };
  return Buffer.concat(Sender.frame(Buffer.from(text), options));
}

process.on("disconnect", () => process.exit(0));
http.listen(Number(process.env.PORT), "localhost", 4_096, () => process.send?.("ready"));
