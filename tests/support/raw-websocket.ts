// A WebSocket client that sends any bytes at all, for tests of what no library would send.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";

export type RawWebSocket = {
  /** Texts of the server, in order. */
  received: string[];
  /** Resolves once the server has closed, with the code of its close frame where it sent one. */
  closed: Promise<number | null>;
  isOpen(): boolean;
  /** Sends one text frame. */
  text(payload: string): void;
  /** Sends one frame with these first bits, such as 0x82 for a whole binary message. */
  frame(first: number, payload: Buffer | string): void;
  /** Sends bytes as they are. */
  bytes(bytes: Buffer): void;
  destroy(): void;
};

/** Opens a connection to Socket.IO's path at `port` of localhost, with that origin; rejects where it is not upgraded. */
export function openRawWebSocket(port: number, origin: string): Promise<RawWebSocket> {
  return new Promise((resolve, reject) => {
    const received: string[] = [];
    let isOpen = true;
    let isUpgraded = false;
    let closeCode: number | null = null;
    let rest: Buffer = Buffer.alloc(0);
    let tellClosed: (code: number | null) => void = () => undefined;
    const closed = new Promise<number | null>((done) => {
      tellClosed = done;
    });
    const socket = connect({ port, host: "localhost", noDelay: true }, () => socket.write(handshake(origin)));
    const client: RawWebSocket = {
      received,
      closed,
      isOpen: () => isOpen,
      text: (payload) => client.frame(0x81, payload),
      frame: (first, payload) => client.bytes(encodeFrame(first, payload)),
      bytes: (bytes) => void (isOpen && socket.write(bytes)),
      destroy: () => socket.destroy(),
    };
    const take = (operation: number, payload: Buffer) => {
      if (operation === 8) {
        closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : null;
        tellClosed(closeCode);
      }
      if (operation !== 1) return;
      const text = payload.toString();
      // A heartbeat is answered, so that only what a test does ends the connection.
      if (text === "2") client.text("3");
      else received.push(text);
    };
    socket.on("data", (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      if (!isUpgraded) {
        const end = rest.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!rest.subarray(0, end).toString().startsWith("HTTP/1.1 101")) {
          socket.destroy();
          return;
        }
        isUpgraded = true;
        rest = rest.subarray(end + 4);
        resolve(client);
      }
      rest = readFrames(rest, take);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      isOpen = false;
      tellClosed(closeCode);
      reject(new Error("The connection was not upgraded."));
    });
  });
}

const handshake = (origin: string) =>
  [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    `Host: ${new URL(origin).host}`,
    `Origin: ${origin}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "\r\n",
  ].join("\r\n");

/** A masked frame; the mask is zero, which the server undoes like any other. */
export function encodeFrame(first: number, payload: Buffer | string): Buffer {
  const body = typeof payload === "string" ? Buffer.from(payload) : payload;
  return Buffer.concat([Buffer.from([first]), lengthBytes(body.length), Buffer.alloc(4), body]);
}

function lengthBytes(length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | length]);
  if (length < 65_536) return Buffer.from([0x80 | 126, length >> 8, length & 255]);
  const long = Buffer.alloc(9, 0x80 | 127);
  long.writeBigUInt64BE(BigInt(length), 1);
  return long;
}

/** Takes whole frames off the front; gives what is left. */
function readFrames(buffer: Buffer, take: (operation: number, payload: Buffer) => void): Buffer {
  let rest = buffer;
  for (;;) {
    if (rest.length < 2) return rest;
    let size = (rest[1] ?? 0) & 127;
    const head = size === 127 ? 10 : size === 126 ? 4 : 2;
    if (rest.length < head) return rest;
    if (size === 126) size = rest.readUInt16BE(2);
    else if (size === 127) size = Number(rest.readBigUInt64BE(2));
    if (rest.length < head + size) return rest;
    take((rest[0] ?? 0) & 15, rest.subarray(head, head + size));
    rest = rest.subarray(head + size);
  }
}
