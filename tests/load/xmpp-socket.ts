// An XMPP client that only knows how to come in, to enter a room and to talk there; like RawSocket it parses nothing.
import { connect, type Socket } from "node:net";

const SHARED = Buffer.allocUnsafe(256 * 1024);
const STREAM =
  "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>";
const BIND = "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";

/** What is sent next, and what the server's answer to it holds. */
const STEPS = (room: string, nick: string) => [
  { send: STREAM, wait: "</stream:features>" },
  { send: AUTH, wait: "<success" },
  { send: STREAM, wait: "</stream:features>" },
  { send: BIND, wait: "<jid>" },
  {
    send: `<presence to='${room}/${nick}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
    // The room's subject ends the entry.
    wait: "<subject",
  },
];

export class XmppSocket {
  /** Resolves when the person is in the room; rejects when the server will not have it. */
  readonly entered: Promise<void>;
  closed = false;
  readonly #socket: Socket;
  readonly #room: string;
  readonly #onBytes: (buffer: Buffer, length: number) => void;
  #steps: { send: string; wait: string }[];
  #heard = "";
  #lazy = false;
  #settle: { resolve(): void; reject(error: Error): void } | null = null;

  /** `onBytes` gets all that comes after the entry, as it comes; the buffer is valid during the call only. */
  constructor(options: { port: number; room: string; nick: string; onBytes(buffer: Buffer, length: number): void }) {
    const { port, room, nick, onBytes } = options;
    this.#room = room;
    this.#onBytes = onBytes;
    this.#steps = STEPS(room, nick);
    this.entered = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.entered.catch(() => undefined);
    const onread = {
      buffer: SHARED,
      callback: (count: number, buffer: Uint8Array) => {
        if (this.#steps.length > 0) this.#enter((buffer as Buffer).toString("utf8", 0, count));
        else this.#onBytes(buffer as Buffer, count);
        return !this.#lazy;
      },
    };
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true, onread }, () => this.#next());
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(new Error(`ejabberd closed the connection: ${this.#heard}`)));
  }

  say(body: string): void {
    this.#socket.write(`<message to='${this.#room}' type='groupchat'><body>${body}</body></message>`);
  }

  /** As RawSocket's: reads once for each `readOnce`. */
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

  #next(): void {
    const [step] = this.#steps;
    if (step) this.#socket.write(step.send);
    else this.#settle?.resolve();
  }

  #enter(text: string): void {
    this.#heard += text;
    const [step] = this.#steps;
    if (!step || !this.#heard.includes(step.wait)) return;
    this.#heard = "";
    this.#steps = this.#steps.slice(1);
    this.#next();
  }

  #fail(error: Error): void {
    this.closed = true;
    this.#settle?.reject(error);
  }
}

export function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
