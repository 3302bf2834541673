// F1 and F1b, a process of its own: Socket.IO with the subject's options and payload bytes, which only broadcasts.
// It keeps nothing, asks nobody and checks nothing. F1 sends a packet per message, F1b one per room and tick.
import { createServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { floorMessage, threadOfToken } from "./floor-message.ts";

const perTick = process.env.FLOOR === "F1b";
const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  serveClient: false,
  allowUpgrades: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 64 * 1024,
  pingInterval: 25_000,
  pingTimeout: 20_000,
});

type Sent = { threadId: string; clientId: string; body: string };
type Waiting = ReturnType<typeof floorMessage>["event"][];

const heads = new Map<string, number>();
const waiting = new Map<string, Waiting>();

io.on("connection", (socket: Socket) => {
  const threadId = threadOfToken(socket.handshake.auth.token as string);
  void socket.join(threadId);
  socket.emit("ready", { heads: {} });
  socket.on("message:send", (sent: Sent, ack: (answer: unknown) => void) => {
    const seq = (heads.get(sent.threadId) ?? 0) + 1;
    heads.set(sent.threadId, seq);
    const { answer, event } = floorMessage(sent, seq);
    ack(answer);
    if (perTick) later(sent.threadId, event);
    else io.to(sent.threadId).emit("events", [event]);
  });
});

function later(room: string, event: Waiting[number]): void {
  const own = waiting.get(room);
  if (own) return void own.push(event);
  waiting.set(room, [event]);
  setImmediate(() => {
    const events = waiting.get(room);
    waiting.delete(room);
    io.to(room).emit("events", events);
  });
}

process.on("disconnect", () => process.exit(0));
http.listen(Number(process.env.PORT), "localhost", 4_096, () => process.send?.("ready"));
