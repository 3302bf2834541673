// A Socket.IO client that costs next to nothing: frames are read out of one shared buffer, nothing is parsed that is
// not asked for. A library on this side would be the bottleneck long before the server is.
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/** One text frame's payload: `buffer` from `start` to `end`, valid during the call only. */
export type FrameListener = (socket: RawSocket, buffer: Buffer, start: number, end: number) => void;

const CODE = { open: 48, ping: 50, message: 52 } as const;
const SHARED = Buffer.allocUnsafe(256 * 1024);

export class RawSocket {
  readonly index: number;
  /** Resolves when Socket.IO has let the client in; rejects with what it answered instead. */
  readonly connected: Promise<void>;
  /** Resolves when the connection is gone. */
  readonly ended: Promise<void>;
  bytes = 0;
  closed = false;
  readonly #socket: Socket;
  readonly #token: string;
  readonly #onFrame: FrameListener;
  #rest: Buffer | null = null;
  #lazy = false;
  #upgraded = false;
  #settle: { resolve(): void; reject(error: Error): void } | null = null;

  /** `origin` is the page's, where it is not that of the port. */
  constructor({
    index,
    port,
    token,
    onFrame,
    origin = `http://localhost:${port}`,
  }: { index: number; port: number; token: string; onFrame: FrameListener; origin?: string | undefined }) {
    this.index = index;
    this.#token = token;
    this.#onFrame = onFrame;
    this.connected = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever waits hears of it; a socket that fails while nobody does must not end the process.
    this.connected.catch(() => undefined);
    const onread = {
      buffer: SHARED,
      callback: (count: number, buffer: Uint8Array) => {
        this.#read(buffer as Buffer, count);
        // `false` stops reading, as `pause` does.
        return !this.#lazy;
      },
    };
    this.#socket = connect({ port, host: "localhost", noDelay: true, onread }, () =>
      this.#socket.write(upgrade(origin)),
    );
    this.#socket.on("error", (error) => this.#fail(error));
    this.ended = new Promise((resolve) => {
      this.#socket.on("close", () => {
        this.#fail(new Error("The server closed the connection."));
        resolve();
      });
    });
  }

  /** Sends one text frame (masked with zeros: the server still unmasks). */
  send(text: string): void {
    const length = Buffer.byteLength(text);
    const head = length < 126 ? 6 : 8;
    const frame = Buffer.allocUnsafe(head + length);
    frame[0] = 0x81;
    frame[1] = 0x80 | (length < 126 ? length : 126);
    if (length >= 126) frame.writeUInt16BE(length, 2);
    frame.writeUInt32BE(0, head - 4);
    frame.write(text, head);
    this.#socket.write(frame);
  }

  /**
   * A lazy socket reads once for each `readOnce`, everything that has come by then: many frames cost what one does. Not
   * lazy, it reads all there is and goes on.
   */
  setLazy(lazy: boolean): void {
    this.#lazy = lazy;
    if (lazy) this.#socket.pause();
    else this.#socket.resume();
  }

  readOnce(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }

  #fail(error: Error): void {
    this.closed = true;
    this.#settle?.reject(error);
    this.#settle = null;
  }

  #read(chunk: Buffer, count: number): void {
    this.bytes += count;
    let buffer = chunk;
    let length = count;
    if (this.#rest) {
      buffer = Buffer.concat([this.#rest, chunk.subarray(0, count)]);
      length = buffer.length;
      this.#rest = null;
    }
    let at = 0;
    if (!this.#upgraded) {
      const end = buffer.indexOf("\r\n\r\n");
      if (end < 0 || end >= length) return this.#keep(buffer, 0, length);
      if (buffer.toString("latin1", 9, 12) !== "101") return this.#fail(new Error(buffer.toString("latin1", 0, end)));
      this.#upgraded = true;
      at = end + 4;
    }
    while (at + 2 <= length) {
      const operation = (buffer[at] as number) & 15;
      let size = (buffer[at + 1] as number) & 127;
      let head = 2;
      if (size === 126) {
        if (at + 4 > length) break;
        size = buffer.readUInt16BE(at + 2);
        head = 4;
      } else if (size === 127) {
        if (at + 10 > length) break;
        size = Number(buffer.readBigUInt64BE(at + 2));
        head = 10;
      }
      if (at + head + size > length) break;
      if (operation === 1) this.#take(buffer, at + head, at + head + size);
      at += head + size;
    }
    this.#keep(buffer, at, length);
  }

  #keep(buffer: Buffer, from: number, to: number): void {
    if (from < to) this.#rest = Buffer.from(buffer.subarray(from, to));
  }

  #take(buffer: Buffer, start: number, end: number): void {
    const engine = buffer[start];
    if (engine === CODE.open) return this.send(`40${JSON.stringify({ token: this.#token })}`);
    if (engine === CODE.ping) return this.send("3");
    if (engine !== CODE.message) return;
    const packet = buffer[start + 1];
    if (packet === 48) {
      this.#settle?.resolve();
      this.#settle = null;
      return;
    }
    if (packet === 52) return this.#fail(new Error(buffer.toString("latin1", start, end)));
    this.#onFrame(this, buffer, start, end);
  }
}

function upgrade(origin: string): string {
  return [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    `Host: ${new URL(origin).host}`,
    `Origin: ${origin}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Version: 13",
    "\r\n",
  ].join("\r\n");
}
