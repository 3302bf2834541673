// A process that floods: `node flooder.ts <port> <origin> <token>...`, one connection a token. Sends frames as fast as
// they are taken, opens again what is cut, and prints what it has sent every second. Ends with its parent's pipe.
import { setTimeout as sleep } from "node:timers/promises";
import { encodeFrame, openRawWebSocket } from "./raw-websocket.ts";

const [port = "", origin = "", ...tokens] = process.argv.slice(2);
const FRAMES_A_WRITE = 200;
const sent = { frames: 0, connections: 0 };

const nonsense = Buffer.concat(
  Array.from({ length: FRAMES_A_WRITE }, (_, n) =>
    encodeFrame(0x81, `42${n}["message:send",{"threadId":"x","clientId":"y","body":"${"z".repeat(100)}"}]`),
  ),
);

async function flood(token: string): Promise<never> {
  for (;;) {
    try {
      const raw = await openRawWebSocket(Number(port), origin);
      sent.connections += 1;
      raw.text(`40${JSON.stringify({ token })}`);
      while (raw.isOpen()) {
        raw.bytes(nonsense);
        sent.frames += FRAMES_A_WRITE;
        raw.received.length = 0;
        await sleep(1);
      }
    } catch {
      // Refused: again.
    }
    // A flood of connections is another matter, and mostly the network's.
    await sleep(200);
  }
}

setInterval(() => process.stdout.write(`${JSON.stringify(sent)}\n`), 1_000);
process.stdin.resume().on("end", () => process.exit(0));
for (const token of tokens) void flood(token);
