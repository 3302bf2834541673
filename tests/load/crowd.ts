// Many raw clients of one server, connected some at a time.
import { type FrameListener, RawSocket } from "./raw-socket.ts";

export type CrowdOptions = { port: number; atOnce?: number; onFrame?: FrameListener };

/** One connection a token, in their order; resolves when all are let in. */
export async function connectCrowd(
  tokens: readonly string[],
  { port, atOnce = 50, onFrame = () => undefined }: CrowdOptions,
): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  const next = tokens.entries();
  const lane = async () => {
    for (const [index, token] of next) {
      const socket = new RawSocket({ index, port, token, onFrame });
      sockets[index] = socket;
      await socket.connected;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return sockets;
}

export function closeCrowd(sockets: readonly RawSocket[]): void {
  for (const socket of sockets) socket.close();
}

/** Whether a frame is this event, such as `ready`, without reading on. */
export function isEvent(buffer: Buffer, start: number, name: string): boolean {
  return buffer.toString("latin1", start, start + name.length + 4) === `42["${name}`;
}
